import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { makeCa } from '../support/certificates.ts'
import type { Entry } from './record.ts'
import type { Chance } from './seeded-random.ts'

/** How a receiver behaves. `moody` ones answer well at first, badly, late or not at all. */
export type Mood = 'steady' | 'moody' | 'broken' | 'gone'

type Answer = 'reset' | { status: number; afterMs: number }

const ca = await makeCa()
const issued = await ca.issue()

/** The systems at the other end, in the parent process: what they see and answer goes into the record. */
export async function openKillReceiver(
  chance: Chance,
  { now, note }: { now: () => number; note: (entry: Entry) => void },
) {
  const moods = new Map<string, Mood>()
  const webhooks = new Map<string, string>()
  const server = createServer({ cert: issued.certPem, key: issued.keyPem })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  server.on('tlsClientError', () => {})

  server.on('request', (request, response) => void serve(request, response))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').slice(1)
    const webhook = webhooks.get(path) ?? path
    const body = await buffer(request).catch(() => null)
    // A process that died while it sent has sent nothing that could be taken for a request.
    if (body === null) return
    const delivery = String(request.headers['webhook-id'])
    const attempt = Number(request.headers['x-castellan-attempt'])
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    note({ kind: 'request', at: now(), delivery, attempt, webhook, method: 'POST', url: `/${path}`, headers, body })
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

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver listens on no port')
  return {
    ca: ca.pem,
    urlOf: (path: string) => `https://127.0.0.1:${address.port}/${path}`,
    /** What is sent to this path is for this webhook, and is answered in this mood. */
    assign: (path: string, webhook: string, mood: Mood) => void (moods.set(path, mood), webhooks.set(path, webhook)),
    /** Nothing answers any more to a process that is dead. */
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      if (server.listening) await once(server, 'close')
    },
  }
}
