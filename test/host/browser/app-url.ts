/**
 * Chromium cannot learn a new scheme, so `app://ui/x` is served as `http://ui.app.castellan-host.localhost/x`.
 * Hosts under .localhost are secure contexts, like a privileged scheme, and have no mixed-content rules, like one too.
 */
export const hostSuffix = '.castellan-host.localhost'

const schemes = new Set<string>()

export const registeredSchemes = (): readonly string[] => [...schemes]

export function registerScheme(scheme: string) {
  if (!/^[a-z][a-z0-9-]*$/.test(scheme)) throw new Error(`the Electron host does not emulate the scheme '${scheme}'`)
  schemes.add(scheme)
}

export const schemeOf = (url: string) => /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? ''

export function toBrowserUrl(url: string): string {
  const [, host, rest = ''] = /^[^:]+:\/\/([^/?#]+)(.*)$/s.exec(url) ?? []
  const scheme = schemeOf(url)
  if (host === undefined || !schemes.has(scheme)) return url
  return `http://${host.toLowerCase()}.${scheme}${hostSuffix}${rest.startsWith('/') ? '' : '/'}${rest}`
}

const mapped = new RegExp(`http://([^/?#"'\\s\\\\<>]+?)\\.([a-z0-9-]+)${hostSuffix.replaceAll('.', '\\.')}`, 'g')

/** Works on any text, so that a whole message can be turned back at once. */
export const toAppUrl = (text: string) => (text.includes(hostSuffix) ? text.replace(mapped, '$2://$1') : text)

/** The same for what a test sends to the browser: `page.goto('app://ui/')`, a route's pattern, an expression. */
export function toBrowserText(text: string): string {
  if (schemes.size === 0) return text
  const pattern = new RegExp(`(?<![a-z0-9+.-])(${[...schemes].join('|')})://([a-z0-9.-]+)`, 'gi')
  return text.replace(pattern, (_all, scheme: string, host: string) => {
    return `http://${host.toLowerCase()}.${scheme.toLowerCase()}${hostSuffix}`
  })
}

/** A policy that names the scheme (`app:`, `app://ui`) has to name the mapped hosts instead; 'self' works as it is. */
export function toBrowserCsp(policy: string): string {
  return [...schemes].reduce((text, scheme) => {
    const source = new RegExp(`(?<=[\\s;]|^)${scheme}:(?://([^\\s;/]+))?(?=[\\s;/]|$)`, 'g')
    return text.replace(source, (_all, host?: string) => `http://${host ?? '*'}.${scheme}${hostSuffix}`)
  }, policy)
}

/** Electron's origin of a page, which for a custom scheme is scheme://host. */
export function originOf(appUrl: string): string {
  if (appUrl.startsWith('file:')) return 'file://'
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(appUrl)?.[0] ?? 'null'
}
