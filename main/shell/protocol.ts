import { readFile } from 'node:fs/promises'
import type { CustomScheme, Protocol } from 'electron'
import { pageOrigin } from '../bridge/trust.ts'
import { contentSecurityPolicy } from './csp.ts'
import type { PageFiles } from './page-files.ts'

const scheme = 'app'
export const pageUrl = `${pageOrigin}/index.html`

/**
 * Before `ready`. SECURITY (Electron checklist 18): an origin of our own instead of file://, without fetch, CORS, service
 * workers or a way around the CSP.
 */
export function registerPageScheme(protocol: { registerSchemesAsPrivileged(schemes: CustomScheme[]): void }): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
}

/** After `ready`, before the window loads `pageUrl`. */
export function servePage(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(scheme, (request) => answerRequest(files, request))
}

/**
 * SECURITY (Electron checklist 18): the path is looked up as it is in a list made at the start. It is never decoded nor
 * joined to a folder, so there is nothing to traverse.
 */
export async function answerRequest(files: PageFiles, { url, method }: Pick<Request, 'url' | 'method'>) {
  const asked = URL.parse(url)
  if (method !== 'GET') return refuse(405)
  if (asked?.protocol !== `${scheme}:` || asked.host !== 'ui' || asked.username !== '') return refuse(404)
  const file = files.get(asked.pathname)
  if (!file) return refuse(404)
  return new Response(new Uint8Array(await readFile(file.path)), { headers: { ...guards, 'Content-Type': file.type } })
}

// On every answer, also on refusals: a page without a policy is a page where everything goes.
const guards = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

const refuse = (status: number) =>
  new Response('', { status, headers: { ...guards, 'Content-Type': 'text/plain; charset=utf-8' } })
