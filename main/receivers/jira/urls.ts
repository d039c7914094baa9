import { dots, maskUrl } from '../parts/mask-parts.ts'
import type { Fits } from '../receiver.ts'

export type JiraMode = 'cloud' | 'server' | 'automation'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const cloudRule = new RegExp(`^/automation/webhooks/(?:jira|confluence)/a/${uuid}/${uuid}/?$`, 'i')
const serverRule = /\/rest\/cb-automation\/latest\/hooks\/[A-Za-z0-9-]{16,64}\/?$/
const issue = /\/rest\/api\/(2|3|latest)\/issue\/?$/
const gateway = new RegExp(`^/ex/jira/${uuid}`, 'i')
const gatewayIssue = new RegExp(gateway.source + issue.source, 'i')

export const isCloudRule = ({ hostname, pathname }: URL): boolean =>
  hostname === 'api-private.atlassian.com' && pathname.startsWith('/automation/webhooks/')

/** What a URL of this path takes, at whatever host; null: none that is known. `latest` is 3 in the cloud (ours), else 2. */
export function jiraModeOf(url: URL): JiraMode | null {
  if (isCloudRule(url) || serverRule.test(url.pathname)) return 'automation'
  const version = issue.exec(url.pathname)?.[1]
  return version === undefined ? null : version === '3' ? 'cloud' : 'server'
}

export function recogniseJira(url: URL): Fits | null {
  const { hostname, pathname } = url
  if (hostname === 'automation.atlassian.com' && pathname.startsWith('/pro/hooks/')) return retired
  if (hostname === 'api-private.atlassian.com')
    return cloudRule.test(pathname) ? fits(url, { mode: 'automation' }) : null
  if (serverRule.test(pathname)) return fits(url, { mode: 'automation' })
  const isSite = /^[a-z0-9-]+\.atlassian\.net$/.test(hostname)
  const prefix = hostname === 'api.atlassian.com' ? gateway.exec(pathname)?.[0] : isSite ? '' : undefined
  const version = issue.exec(pathname)?.[1]
  if (prefix === undefined) {
    if (version === undefined || hostname === 'api.atlassian.com') return null
    // Data Center has no REST API 3: it is a site in the cloud, behind a gateway or a name of its own.
    return fits(url, version === '3' ? { mode: 'cloud' } : { mode: 'server', auth: 'bearer' })
  }
  if (version === '2') return fits(url, { mode: 'server' })
  if (version === undefined && /^\/(rest|wiki|gateway)\b/.test(pathname.slice(prefix.length))) return null
  // A page of the site, as the browser shows it, may name the project.
  const project = /\/(?:browse|projects)\/([A-Z][A-Z0-9_]+)/.exec(pathname)?.[1]
  const query = version === undefined ? '' : url.search
  // A site takes e-mail and API token; at the gateway it may be OAuth.
  const auth = isSite ? { auth: 'basic' } : {}
  return fits(new URL(`${prefix}/rest/api/3/issue${query}`, url), {
    mode: 'cloud',
    ...auth,
    ...(project && { project }),
  })
}

const fits = (url: URL, fields: Record<string, string>): Fits => ({ kind: 'fits', url: url.href, fields })

const retired: Fits = {
  kind: 'retired',
  words:
    'Atlassian has switched off automation webhooks at automation.atlassian.com. Open the rule in Jira (Automation > the rule > Incoming webhook) and copy its new URL and secret.',
}

/** SECURITY: whoever has the URL of a rule may start it. What is neither a rule nor the REST API is hidden altogether. */
export function maskJira(url: URL): string {
  if (isCloudRule(url)) return `${url.origin}/automation/webhooks/${dots}`
  if (serverRule.test(url.pathname)) {
    const hooks = new URL(url)
    hooks.pathname = url.pathname.replace(/[^/]+\/?$/, '')
    hooks.search = ''
    return maskUrl(hooks) + dots
  }
  // The id of a site is no secret at Atlassian's own gateway.
  return maskUrl(url, { path: url.hostname === 'api.atlassian.com' ? gatewayIssue : issue })
}
