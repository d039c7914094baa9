import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }
type Commands = Protocol.CommandParameters
type Results = Protocol.CommandReturnValues
type Events = Protocol.Events

export interface CdpSession {
  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Results[M]>
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void
  onDetached(listener: () => void): void
}

export interface CdpConnection {
  root: CdpSession
  session(id: string): CdpSession
}

interface Message {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
  sessionId?: string
}

interface Pending {
  method: string
  session: SessionState
  resolve(value: unknown): void
  reject(error: Error): void
}

interface SessionState {
  id: string | undefined
  detached: boolean
  listeners: Map<string, ((payload: never) => void)[]>
  onDetached: (() => void)[]
  api: CdpSession
}

/**
 * A client for Chromium's --remote-debugging-pipe: JSON messages that end in a zero byte. A pipe rather than a
 * WebSocket, because Chromium ends itself when the pipe closes, even when this process is killed outright.
 */
export function connectPipe(toBrowser: Writable, fromBrowser: Readable): CdpConnection {
  const sessions = new Map<string, SessionState>()
  const pending = new Map<number, Pending>()
  let lastId = 0
  let closed = false

  function openSession(id: string | undefined): SessionState {
    const session: SessionState = {
      id,
      detached: false,
      listeners: new Map(),
      onDetached: [],
      api: {
        send: async <M extends keyof Commands>(method: M, params?: Commands[M]) =>
          (await send(session, method, params)) as Results[M],
        on: (event, listener) => void session.listeners.set(event, [...(session.listeners.get(event) ?? []), listener]),
        onDetached: (listener) => void session.onDetached.push(listener),
      },
    }
    return session
  }
  const root = openSession(undefined)

  function send(session: SessionState, method: string, params: unknown) {
    if (closed || session.detached) return Promise.reject(new Error(`${method}: target closed`))
    const id = ++lastId
    return new Promise<unknown>((resolve, reject) => {
      pending.set(id, { method, session, resolve, reject })
      toBrowser.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId: session.id })}\0`)
    })
  }

  function detach(session: SessionState) {
    session.detached = true
    if (session.id !== undefined) sessions.delete(session.id)
    for (const [id, call] of pending) {
      if (call.session !== session) continue
      pending.delete(id)
      call.reject(new Error(`${call.method}: target closed`))
    }
    for (const listener of session.onDetached) listener()
  }

  function receive(message: Message) {
    if (message.id !== undefined) {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`))
      else call?.resolve(message.result)
      return
    }
    if (message.method === 'Target.detachedFromTarget') {
      const gone = sessions.get((message.params as Events['Target.detachedFromTarget']).sessionId)
      if (gone) detach(gone)
    }
    const session = message.sessionId === undefined ? root : sessions.get(message.sessionId)
    for (const listener of session?.listeners.get(message.method ?? '') ?? []) listener(message.params as never)
  }

  const close = () => {
    if (closed) return
    closed = true
    for (const session of [...sessions.values(), root]) detach(session)
  }
  onZeroTerminated(fromBrowser, (text) => receive(JSON.parse(text) as Message))
  for (const stream of [toBrowser, fromBrowser]) stream.on('error', close)
  fromBrowser.on('close', close)

  return {
    root: root.api,
    session: (id) => {
      const session = sessions.get(id) ?? openSession(id)
      sessions.set(id, session)
      return session.api
    },
  }
}

function onZeroTerminated(stream: Readable, deliver: (text: string) => void) {
  let parts: Buffer[] = []
  stream.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end))
      const text = Buffer.concat(parts).toString('utf8')
      parts = []
      start = end + 1
      deliver(text)
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  })
}
