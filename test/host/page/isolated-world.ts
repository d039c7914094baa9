import type { loud as Loud } from '../electron/loud.ts'
import type { makeBridge as MakeBridge } from './bridge.ts'
import type { makeCodec as MakeCodec } from './codec.ts'

/** What the page asks of main outside IPC. */
export type PageRequest =
  | { type: 'open'; url: string; frameName: string; features: string }
  | { type: 'navigate'; url: string }
  | { type: 'close' }

/** From the page to main. `data` and `args` are the codec's text. */
export type FromPage =
  | { type: 'send'; url: string; channel: string; args: string }
  | { type: 'invoke'; url: string; id: string; channel: string; args: string }
  | { type: 'request'; url: string; request: PageRequest }
  | { type: 'title'; url: string; title: string }
  | { type: 'preload-error'; url: string; message: string; stack: string }

/** From main to the page. */
export type ToPage =
  | { type: 'event'; channel: string; args: string }
  | { type: 'reply'; id: string; value: string }
  | { type: 'failure'; id: string; message: string }

export interface PreloadConfig {
  secret: string
  binding: string
  receiver: string
  preload: string
  process: { platform: string; arch: string; versions: Record<string, string | undefined>; argv: string[] }
}

type Listener = (event: object, ...args: unknown[]) => void
type RunPreload = (
  require: (id: string) => unknown,
  process: object,
  module: { exports: object },
  exports: object,
) => void

/** Runs the preload in its isolated world, as source text: it may use nothing from outside itself. */
export function isolatedWorld(
  config: PreloadConfig,
  makeBridge: typeof MakeBridge,
  makeCodec: typeof MakeCodec,
  loud: typeof Loud,
  runPreload: RunPreload,
) {
  if (window !== window.top) return
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const send = world[config.binding]
  delete world[config.binding]
  const codec = makeCodec()
  // Ids start anew in every document: the prefix keeps a late reply from meeting a call of the next document.
  const documentId = crypto.randomUUID()
  const calls = new Map<string, { channel: string; resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Listener[]>()
  let lastCall = 0
  const toMain = (message: FromPage) => send?.(JSON.stringify(message))

  const listen = (channel: string, listener: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const unlisten = (channel: string, listener: Listener) => {
    const before = listeners.get(channel) ?? []
    const index = before.lastIndexOf(listener)
    if (index !== -1) listeners.set(channel, before.toSpliced(index, 1))
    return ipcRenderer
  }
  const ipcRenderer = loud('ipcRenderer', {
    on: listen,
    addListener: listen,
    once: (channel: string, listener: Listener) => {
      const first: Listener = (...args) => {
        unlisten(channel, first)
        listener(...args)
      }
      return listen(channel, first)
    },
    off: unlisten,
    removeListener: unlisten,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
    send: (channel: string, ...args: unknown[]) => {
      toMain({ type: 'send', url: location.href, channel, args: codec.encode(args) })
    },
    // Not async: arguments that cannot be cloned throw before there is a promise, as in Electron.
    invoke: (channel: string, ...args: unknown[]): Promise<unknown> => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const id = `${documentId}/${++lastCall}`
      const text = codec.encode(args)
      calls.set(id, { channel, resolve, reject })
      toMain({ type: 'invoke', url: location.href, id, channel, args: text })
      return promise
    },
  } satisfies Partial<Record<keyof Electron.IpcRenderer, unknown>>)

  function receive(message: ToPage) {
    if (message.type === 'event') {
      const event = { sender: ipcRenderer, ports: [], defaultPrevented: false, preventDefault: () => {} }
      const args = codec.decode(message.args) as unknown[]
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args)
      return
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.type === 'reply') call?.resolve(codec.decode(message.value))
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`))
  }
  Object.defineProperty(globalThis, config.receiver, { value: receive })

  // Chromium's own notice of a title comes late and starts with the URL.
  let title = ''
  const watchTitle = () => {
    if (document.title === title) return
    title = document.title
    toMain({ type: 'title', url: location.href, title })
  }
  window.addEventListener('DOMContentLoaded', () => {
    watchTitle()
    new MutationObserver(watchTitle).observe(document.head, { subtree: true, childList: true, characterData: true })
  })

  const bridge = makeBridge(config.secret, 'preload', {
    toMain: (request) => toMain({ type: 'request', url: location.href, request: request as PageRequest }),
  })
  const contextBridge = loud('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => void bridge.request('expose', [key, api]),
  } satisfies Partial<Record<keyof Electron.ContextBridge, unknown>>)
  const electron = loud('electron', { contextBridge, ipcRenderer })
  const require = (id: string) => {
    if (id === 'electron' || id === 'electron/renderer') return electron
    throw new Error(`module not found: ${id}`)
  }
  const module = { exports: {} }
  const preloadProcess = loud('process', {
    ...config.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  })
  try {
    runPreload(require, preloadProcess, module, module.exports)
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    console.error(`Unable to load preload script: ${config.preload}\n${error.stack}`)
    toMain({ type: 'preload-error', url: location.href, message: error.message, stack: error.stack ?? '' })
  }
}
