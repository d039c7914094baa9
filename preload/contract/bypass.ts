import { type RefinementCtx, z } from 'zod'

// The one parser both sides have, and of it the one part needed here.
declare const URL: { parse(text: string): { hostname: string } | null }

const refuse = (context: RefinementCtx, message: string): never => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const shapes =
  'Write a host such as siem.corp.example, a domain such as .corp.example, an address, a network such as 10.0.0.0/8, or <local>.'

/**
 * What is reached without the proxy, in small letters: `host`, `.domain`, `*.domain` or an address, each with `:port` if
 * need be (IPv6 in brackets then); a network such as `10.0.0.0/8`; `<local>`.
 */
export function parseBypass(text: string, context: RefinementCtx): string {
  const entry = text.trim().toLowerCase()
  if (entry === '') return refuse(context, 'This line is empty. Take it out.')
  if (entry === '<local>' || isIPv6(entry)) return entry
  if (/^[^/]*:\/\//.test(entry)) return refuse(context, shapes)
  if (entry.includes('/')) {
    if (isNetwork(entry)) return entry
    return refuse(context, 'This is no network. Write its first address and its length, such as 10.0.0.0/8.')
  }
  const [, start = '', host = '', port] = /^(\*\.|\.)?(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(entry) ?? []
  if (host.includes('*')) return refuse(context, 'A * can only stand at the beginning, as in *.corp.example.')
  const found = start === '' && isIPv6(host.replace(/^\[(.*)\]$/, '$1')) ? host : nameOf(host)
  if (found === null) return refuse(context, shapes)
  const number = Number(port?.slice(1) ?? 443)
  if (number < 1 || number > 65_535) return refuse(context, 'A port is a number from 1 to 65535.')
  return `${start}${found}${port ?? ''}`
}

/** As URLs write it, so that both can be compared; null where it is neither a name nor an IPv4 address. */
function nameOf(host: string): string | null {
  if (/[\s/?#@:[\]\\%]/.test(host)) return null
  const name = URL.parse(`http://${host}/`)?.hostname ?? ''
  if (!/^([a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/.test(name)) return null
  // Numbers that URLs take for an address ("10.1") are more likely an address that is not finished.
  return isIPv4(name) && host !== name ? null : name
}

function isNetwork(entry: string): boolean {
  const [address = '', length = '', ...rest] = entry.split('/')
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false
  return Number(length) <= 32 ? isIPv4(address) || isIPv6(address) : Number(length) <= 128 && isIPv6(address)
}

const isIPv4 = (text: string) => /^\d+\.\d+\.\d+\.\d+$/.test(text) && URL.parse(`http://${text}/`)?.hostname === text
const isIPv6 = (text: string) => /^[\da-f:.]*:[\da-f:.]*$/.test(text) && URL.parse(`http://[${text}]/`) !== null
