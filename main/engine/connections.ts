import { Client } from 'undici'
import type { Connect, Connected, ConnectFault } from './connect.ts'
import { abortedCode } from './fault-codes.ts'
import { nameRoute } from './route-name.ts'
import type { Route } from './route.ts'

const mostIdle = 64
// Below the 5 s after which many servers close an idle connection: one that is closed just as it is used again costs an
// attempt.
const mostIdleMs = 4_000
// One that is always busy would never notice that its name moved or its certificate is another.
const mostAgeMs = 60_000

/** `broken`: the first error of its socket. It tells more than those it leads to, which are what undici passes on. */
export type Connection = { key: string; opened: number; client: Client; connected: Connected; broken: Error | null }

/**
 * Connections that wait to be used again, by route and origin: a route of another CA, client certificate, proxy user or
 * agreed class of address never meets them. Each is one undici client over one socket that was opened and checked by
 * `connect`, so that it is known of each request what it went over.
 */
export function openConnections(
  connect: Connect,
  { idleMs = mostIdleMs, now = () => performance.now() }: { idleMs?: number | undefined; now?: () => number } = {},
) {
  /** Oldest first. */
  const idle = new Set<Connection>()
  const inUse = new Set<Connection>()
  let open = true

  function drop(connection: Connection): void {
    idle.delete(connection)
    inUse.delete(connection)
    // The client gets the socket with its first request only.
    void connection.client.destroy().then(() => connection.connected.socket.destroy())
  }

  const isFresh = ({ opened, broken, connected: { socket } }: Connection) =>
    now() - opened < mostAgeMs && broken === null && !socket.destroyed && !socket.readableEnded && socket.writable

  return {
    /** The one that was used last; null where none waits. Found closed, it is not handed out. */
    async take(url: URL, route: Route): Promise<Connection | null> {
      const key = keyOf(url, route)
      let found: Connection | null = null
      for (const connection of idle) if (connection.key === key && isFresh(connection)) found = connection
      if (found === null) return null
      idle.delete(found)
      inUse.add(found)
      // The end of the connection may have arrived, and wait to be read. undici waits for a turn of the loop before it
      // writes; begun in the middle of one, it takes a second turn until everything that is there was read.
      await new Promise(setImmediate)
      return found
    },
    async open(
      url: URL,
      route: Route,
      signal: AbortSignal,
    ): Promise<{ ok: true; connection: Connection } | { ok: false; fault: ConnectFault }> {
      const opened = await connect(url, route, signal)
      if (!opened.ok) return opened
      const { connected } = opened
      if (!open) {
        connected.socket.destroy()
        return { ok: false, fault: { ...connected, phase: 'tls', code: abortedCode } }
      }
      const client = makeClient(url.origin, connected, idleMs)
      const connection: Connection = { key: keyOf(url, route), opened: now(), client, connected, broken: null }
      connected.socket.on('error', (error) => (connection.broken ??= error))
      client.once('disconnect', () => drop(connection))
      inUse.add(connection)
      return { ok: true, connection }
    },
    /** After a clean end only: what else may still come over it would be taken for the next answer. */
    giveBack(connection: Connection): void {
      inUse.delete(connection)
      if (!open || !isFresh(connection)) return drop(connection)
      idle.add(connection)
      if (idle.size > mostIdle) for (const oldest of idle) return drop(oldest)
    },
    drop,
    /** Those that wait; those in use go on. */
    dropIdle(): void {
      for (const connection of idle) drop(connection)
    },
    close(): void {
      open = false
      for (const connection of [...idle, ...inUse]) drop(connection)
    },
  }
}

const keyOf = ({ origin }: URL, route: Route) => `${origin} ${nameRoute(route)}`

function makeClient(origin: string, { socket }: Connected, idleMs: number): Client {
  let given = false
  return new Client(origin, {
    connect: (_options, callback) => {
      // undici would connect anew where the other side has closed: not here, where what a connection is was checked.
      const closed = given ? Object.assign(new Error('closed meanwhile'), { code: 'ECASTELLAN_CLOSED' }) : null
      given = true
      // Never within the call: undici would not go on.
      queueMicrotask(() => (closed ? callback(closed, null) : callback(null, socket)))
    },
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: 16 * 1024,
    // One budget holds for all of an attempt; it is kept in send.ts.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    // Where the receiver says itself how long it waits, so much before that.
    keepAliveTimeoutThreshold: 1_000,
  })
}
