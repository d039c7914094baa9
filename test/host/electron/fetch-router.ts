import { toAppUrl, toBrowserCsp, toBrowserUrl } from '../browser/app-url.ts'
import type { CdpSession, Protocol } from '../browser/cdp.ts'
import { isBlank } from '../browser/pages.ts'
import { debug } from '../log.ts'
import { protocolHandlerOf } from './protocol.ts'
import { contentsOfFrame } from './registry.ts'
import { interceptRequests, webRequest } from './session.ts'

type Paused = Protocol.Fetch.requestPausedPayload
type ErrorReason = Protocol.Network.ErrorReason

/** Leads every intercepted request past will-navigate and webRequest to the app's protocol handler or the network. */
export async function routeRequests(root: CdpSession) {
  root.on('Fetch.requestPaused', (paused) => {
    route(root, paused).catch((error: unknown) => {
      debug('fetch', paused.request.url, String(error))
      root.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }).catch(() => {})
    })
  })
  await interceptRequests()
}

async function route(root: CdpSession, paused: Paused) {
  const { requestId, request, resourceType, frameId } = paused
  const url = toAppUrl(request.url)
  const contents = contentsOfFrame(frameId)
  const isMainFrame = contents?.isMainFrame(frameId) ?? false
  const fail = async (errorReason: ErrorReason) => {
    await root.send('Fetch.failRequest', { requestId, errorReason })
  }

  // The page a window is opened with is the host's own.
  if (isBlank(request.url)) return void (await root.send('Fetch.continueRequest', { requestId }))
  if (resourceType === 'Document' && contents) {
    const isRedirect = paused.redirectedRequestId !== undefined
    if (!contents.mayNavigate({ url: request.url, isMainFrame, isRedirect })) return await fail('Aborted')
  }
  const referrer = toAppUrl(request.headers['Referer'] ?? '')
  const answer = await webRequest.ask({ url, method: request.method, referrer, resourceType, isMainFrame, contents })
  if (answer.cancel) return await fail('BlockedByClient')
  if (answer.redirectURL) {
    const responseHeaders = [{ name: 'Location', value: toBrowserUrl(answer.redirectURL) }]
    await root.send('Fetch.fulfillRequest', { requestId, responseCode: 307, responseHeaders })
  } else if (url === request.url) await root.send('Fetch.continueRequest', { requestId })
  else await serve(root, paused, url, fail)
}

/** Answers a request to the app's own scheme from its handler. The body is read whole: there is no streaming. */
async function serve(root: CdpSession, paused: Paused, url: string, fail: (reason: ErrorReason) => Promise<void>) {
  // Chromium asks every http host for one, and never a custom scheme.
  if (new URL(url).pathname === '/favicon.ico') {
    return void (await root.send('Fetch.fulfillRequest', { requestId: paused.requestId, responseCode: 204 }))
  }
  const handler = protocolHandlerOf(url)
  if (!handler) return await fail('Failed')
  let response: Response
  let body: Buffer
  try {
    response = await handler(toRequest(url, paused.request))
    body = Buffer.from(await response.arrayBuffer())
  } catch (error) {
    console.error(`The protocol handler failed for ${url}:`, error)
    return await fail('Failed')
  }
  if (response.type === 'error') return await fail('Failed')
  const responseHeaders = Array.from(response.headers, ([name, value]) => {
    if (name === 'location') return { name, value: toBrowserUrl(new URL(value, url).href) }
    return { name, value: name.startsWith('content-security-policy') ? toBrowserCsp(value) : value }
  })
  const { requestId } = paused
  const fulfilled = { requestId, responseCode: response.status, responseHeaders, body: body.toString('base64') }
  await root.send('Fetch.fulfillRequest', fulfilled)
}

function toRequest(url: string, { method, headers, postDataEntries }: Protocol.Network.Request): Request {
  const named = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    named.set(name, /^(origin|referer)$/i.test(name) ? toAppUrl(value) : value)
  }
  const bytes = (postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'))
  return new Request(url, { method, headers: named, ...(bytes.length > 0 ? { body: Buffer.concat(bytes) } : {}) })
}
