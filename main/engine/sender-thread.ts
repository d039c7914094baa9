import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads'
import { openConnect } from './connect.ts'
import type { Route } from './route.ts'
import { openSender } from './send.ts'
import type { End, FromSender, Job, ToSender } from './sender-messages.ts'
import { nodeTrust } from './trust.ts'

// The thread that sends: TLS and HTTP beside the thread that has the ledger and answers the window.
if (parentPort) serve(parentPort)

function serve(port: MessagePort): void {
  const tell = (message: FromSender) => port.postMessage(message, [])
  const routes = new Map<string, Route>()
  const stops = new Map<number, AbortController>()
  let ends: End[] = []
  let ownPorts: readonly number[] = []
  const sender = openSender({
    connect: openConnect({
      trust: nodeTrust((error) => tell({ kind: 'note', what: String(error) })),
      ownPorts: () => ownPorts,
      beforeStep: readMessages,
      warm: true,
    }),
    beforeWriting: readMessages,
  })

  /**
   * SECURITY: a stop that was posted is read before anything more is written, not a turn of the loop later: a webhook that
   * was disabled gets not one byte.
   */
  function readMessages(): void {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) take(next.message)
  }

  function take(message: ToSender): void {
    switch (message.kind) {
      case 'route':
        routes.set(message.name, message.route)
        break
      case 'forget routes':
        routes.clear()
        break
      case 'send':
        for (const job of message.jobs) void begin(job)
        break
      case 'stop':
        stops.get(message.id)?.abort()
        break
      case 'drop idle':
        sender.dropIdle()
        break
      case 'own ports':
        ownPorts = message.ports
        break
    }
  }

  async function begin(job: Job): Promise<void> {
    const end = await carryOut(job).catch((error: unknown) => ({
      id: job.id,
      bug: error instanceof Error ? error : new Error(String(error)),
    }))
    stops.delete(job.id)
    ends.push(end)
    if (ends.length === 1) setImmediate(tellEnds)
  }

  async function carryOut({ id, url, route: name, budget, fresh, ...request }: Job): Promise<End> {
    const route = routes.get(name)
    if (!route) throw new Error('a route was not told')
    const stop = new AbortController()
    stops.set(id, stop)
    const options = { route, signal: stop.signal, budget, fresh }
    return { id, result: await sender.send({ url: new URL(url), ...request }, options) }
  }

  /** What ended in one turn of the loop goes over as one. */
  function tellEnds(): void {
    tell({ kind: 'ends', ends })
    ends = []
  }

  port.on('message', take)
}
