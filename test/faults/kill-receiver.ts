import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { makeCa } from '../support/certificates.ts'
import type { Entry, SeenRequest } from './record.ts'
import type { Chance } from './seeded-random.ts'

/** How a receiver behaves. `moody` ones answer well at first, badly, late or not at all. */
export type Mood = 'steady' | 'moody' | 'broken' | 'gone'

type Answer = 'reset' | { status: number; afterMs: number }

const ca = await makeCa()
const issued = await ca.issue()

/**
 * The systems at the other end, one for each path, in the parent process: what they see, from the first bytes on, and
 * what they answer goes into the record.
 */
export async function openKillReceiver(
  chance: Chance,
  paths: string[],
  { now, note }: { now: () => number; note: (entry: Entry) => void },
) {
  const moods = new Map<string, Mood>()
  const webhooks = new Map<string, string>()
  const sockets = new Set<Socket>()
  const servers = new Map<string, Server>()
  for (const path of paths) servers.set(path, await listen(path))

  async function listen(path: string): Promise<Server> {
    const server = createServer({ cert: issued.certPem, key: issued.keyPem })
    server.on('connection', (socket: Socket) => {
      noteBytes(path)
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    })
    server.on('tlsClientError', () => {})
    server.on('request', (request, response) => void serve(path, request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server
  }

  function noteBytes(path: string): void {
    const webhook = webhooks.get(path)
    if (webhook !== undefined) note({ kind: 'bytes', at: now(), webhook })
  }

  async function serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const webhook = webhooks.get(path) ?? path
    const delivery = String(request.headers['webhook-id'])
    const attempt = Number(request.headers['x-castellan-attempt'])
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const of = { delivery, attempt, webhook, headers }
    // Noted with its head: one that breaks off has reached somebody, too.
    const seen: SeenRequest = { kind: 'request', at: now(), ...of, method: 'POST', url: `/${path}`, body: null }
    note(seen)
    request.on('data', () => noteBytes(path))
    const body = await buffer(request).catch(() => null)
    if (body === null) return
    seen.body = body
    const answer = answerOf(moods.get(path) ?? 'steady')
    if (answer === 'reset') return void request.socket.destroy()
    if (answer.afterMs > 0) await wait(answer.afterMs)
    if (request.socket.destroyed) return
    // Noted before the bytes leave: from here on the sender may know.
    note({ kind: 'answered', at: now(), delivery, attempt, status: answer.status, retryAfterMs: null })
    response.writeHead(answer.status).end('ok')
  }

  function answerOf(mood: Mood): Answer {
    switch (mood) {
      case 'steady':
        return { status: 200, afterMs: 0 }
      case 'broken':
        return { status: 500, afterMs: 0 }
      case 'gone':
        return { status: chance.maybe(0.1) ? 410 : 200, afterMs: 0 }
      case 'moody':
        return chance.weighted<Answer>([
          [5, { status: 200, afterMs: 0 }],
          [2, { status: 200, afterMs: chance.between(5, 60) }],
          [2, { status: 500, afterMs: 0 }],
          [1, 'reset'],
        ])
    }
  }

  function portOf(path: string): number {
    const address = servers.get(path)?.address()
    if (!address || typeof address === 'string') throw new Error(`Nobody listens for ${path}`)
    return address.port
  }

  return {
    ca: ca.pem,
    urlOf: (path: string) => `https://127.0.0.1:${portOf(path)}/${path}`,
    /** What is sent to this path is for this webhook, and is answered in this mood. */
    assign: (path: string, webhook: string, mood: Mood) => void (moods.set(path, mood), webhooks.set(path, webhook)),
    /** Once all that had left for it before is noted: what a turn of the loop finds there it takes. */
    drained: async () => {
      for (let turns = 3; turns > 0; turns -= 1) await new Promise(setImmediate)
    },
    /** Nothing answers any more to a process that is dead. */
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      const closed = [...servers.values()].map((server) => once(server, 'close'))
      for (const server of servers.values()) server.close()
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}
