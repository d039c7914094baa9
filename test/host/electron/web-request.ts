import { loud } from './loud.ts'
import type { contentsOfFrame } from './registry.ts'

type Listener = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void

interface Watch {
  urls: RegExp[]
  types: readonly string[] | undefined
  listener: Listener
}

const resourceTypes: Readonly<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Media: 'media',
  WebSocket: 'webSocket',
  Ping: 'ping',
}

/** Turns a pattern like https://*.example.com/* into an expression. */
export function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
}

export interface WatchedRequest {
  url: string
  method: string
  referrer: string
  resourceType: string
  isMainFrame: boolean
  contents: ReturnType<typeof contentsOfFrame>
}

export function createWebRequest(onChange: () => void) {
  let watch: Watch | undefined
  let lastId = 0

  function onBeforeRequest(filter: Electron.WebRequestFilter | Listener | null, listener?: Listener | null) {
    const given = typeof filter === 'function' ? filter : listener
    const { urls, types } = typeof filter === 'object' && filter ? filter : { urls: ['<all_urls>'], types: undefined }
    watch = given ? { urls: urls.map(urlPattern), types, listener: given } : undefined
    onChange()
  }

  /** Asks the app's listener; without one, or for a URL outside its filter, there is nothing to say. */
  async function ask(request: WatchedRequest): Promise<Electron.CallbackResponse> {
    const mapped = resourceTypes[request.resourceType] ?? 'other'
    const resourceType = mapped === 'mainFrame' && !request.isMainFrame ? 'subFrame' : mapped
    const current = watch
    if (!current?.urls.some((url) => url.test(request.url))) return {}
    if (current.types && !current.types.includes(resourceType)) return {}
    const { url, method, referrer, contents } = request
    const details: Electron.OnBeforeRequestListenerDetails = {
      id: ++lastId,
      url,
      method,
      referrer,
      resourceType,
      timestamp: Date.now(),
      uploadData: [],
      ...(contents ? { webContents: contents.api, webContentsId: contents.id } : {}),
    }
    return await new Promise((resolve) => {
      current.listener(details, (response) => resolve(response ?? {}))
    })
  }
  return { api: loud('webRequest', { onBeforeRequest }), ask, isWatching: () => watch !== undefined }
}
