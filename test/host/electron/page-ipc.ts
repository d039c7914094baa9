import type { EventEmitter } from 'node:events'
import { toAppUrl } from '../browser/app-url.ts'
import type { CdpSession } from '../browser/cdp.ts'
import { debug } from '../log.ts'
import { makeCodec } from '../page/codec.ts'
import type { FromPage, PageRequest, ToPage } from '../page/isolated-world.ts'
import { binding, isolatedWorldName, receiver } from '../page/scripts.ts'
import { createEvent } from './events.ts'
import { handlerOf, ipcMain } from './ipc-main.ts'

interface PageIpcOptions {
  events: EventEmitter
  /** The event's sender and frame, for a message from the document at this URL. */
  origin: (url: string) => object
  onRequest: (request: PageRequest) => void
  onTitle: (title: string) => void
  onPreloadError: (error: Error) => void
}

const codec = makeCodec()

export function createPageIpc({ events, origin, onRequest, onTitle, onPreloadError }: PageIpcOptions) {
  /** By context id, the unique id of each document's preload world. Context ids come back after a navigation. */
  const worlds = new Map<number, string>()
  let current: string | undefined
  let link: CdpSession | undefined

  function post(world: string, message: ToPage) {
    const expression = `globalThis.${receiver}(${JSON.stringify(message)})`
    link
      ?.send('Runtime.evaluate', { expression, uniqueContextId: world, silent: true, returnByValue: true })
      .catch((error: unknown) => debug('post', String(error)))
  }

  async function answer(message: FromPage & { type: 'invoke' }, world: string) {
    const { id, channel } = message
    try {
      const handler = handlerOf(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      const event = createEvent({ type: 'frame', ...origin(toAppUrl(message.url)) })
      const value = await handler(event, ...(codec.decode(message.args) as unknown[]))
      post(world, { type: 'reply', id, value: codec.encode(value) })
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      post(world, { type: 'failure', id, message: String(error) })
    }
  }

  function receive(message: FromPage, world: string) {
    if (message.type === 'invoke') void answer(message, world)
    else if (message.type === 'send') {
      const event = createEvent({ type: 'frame', ports: [], ...origin(toAppUrl(message.url)) })
      const args = codec.decode(message.args) as unknown[]
      events.emit('ipc-message', event, message.channel, ...args)
      ipcMain.emit(message.channel, event, ...args)
    } else if (message.type === 'request') onRequest(message.request)
    else if (message.type === 'title') onTitle(message.title)
    else onPreloadError(Object.assign(new Error(message.message), { stack: message.stack }))
  }

  function watch(session: CdpSession, frameId: string) {
    link = session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const data = context.auxData as { frameId?: string } | undefined
      if (context.name !== isolatedWorldName || data?.frameId !== frameId) return
      worlds.set(context.id, context.uniqueId)
      current = context.uniqueId
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (worlds.get(executionContextId) === current) current = undefined
      worlds.delete(executionContextId)
    })
    session.on('Runtime.executionContextsCleared', () => {
      worlds.clear()
      current = undefined
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const world = worlds.get(executionContextId)
      if (name === binding && world !== undefined) receive(JSON.parse(payload) as FromPage, world)
    })
  }

  return {
    watch,
    send: (channel: string, ...args: unknown[]) => {
      if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
      // Before it looks for a page: what cannot be cloned throws in any case, as in Electron.
      const text = codec.encode(args)
      if (current !== undefined) post(current, { type: 'event', channel, args: text })
    },
  }
}
