import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { eventTypes } from '../../preload/contract/event.ts'
import { makeFolder, openApp } from '../support/plain-app.ts'
import { intakeRules, nextEvent } from './intake-rules.ts'
import { atMost, type Part } from './part.ts'
import { startRemoteReceiver } from './remote-receiver.ts'
import { inShort, quantile } from './statistics.ts'

const perSecond = 1000
const seconds = 60
const webhooks = 20
/** So long after the last event may deliveries go on. */
const longestDrain = 180_000

const ready = z.object({ url: z.string(), certificate: z.string(), token: z.string() })
const taken = z.object({ events: z.array(z.object({ id: z.string() })) })
/** µs of CPU time. */
const cpuTime = z.object({ user: z.number(), system: z.number() })

export const intake: Part = {
  title: `${perSecond} events a second through the local HTTP source, ${webhooks} webhooks, ${intakeRules.length} rules`,
  async measure(scale) {
    const receiver = await startRemoteReceiver()
    const folder = await makeWebhooks(receiver)
    const app = await start(folder.folder)
    // Opens connections, and compiles what is called often.
    await pace(app, Math.ceil(perSecond * Math.min(3, seconds * scale)))
    const cpuBefore = await app.cpuMs()
    const { acknowledged, refused, times, took } = await pace(app, Math.ceil(perSecond * seconds * scale))
    const busy = (await app.cpuMs()) - cpuBefore
    const begun = performance.now()
    const { delivered, wanted } = await drain(folder.path)
    const drained = performance.now() - begun
    const worked = (await app.cpuMs()) - cpuBefore
    const lost = acknowledged.filter((id) => delivered.get(id) !== wanted).length
    app.close()
    receiver.close()
    await app.closed
    folder.remove()
    return {
      rows: { 'sent → acknowledged (on disk)': { ...inShort(times), events: times.length, refused } },
      targets: [
        atMost('sent → acknowledged, p99', quantile(times, 0.99), 50, ' ms'),
        { what: 'acknowledged but not delivered', want: '0', got: String(lost), reached: lost === 0 },
      ],
      notes: [
        `Over TLS, one event a request, from when it was due to be sent. Each is wanted by ${wanted} of ${webhooks} webhooks: four for each type.`,
        `The last delivery arrived ${(drained / 1000).toFixed(1)} s after the last event came in.`,
        `While events came in the main thread had ${Math.round((100 * busy) / took)} % of a core; an event took ${Math.round((1000 * worked) / times.length)} µs of it in all, its ${wanted} deliveries included.`,
        'All rules look at each event, and every second one meets the conditions of one of them. Each event names one of 500 agents.',
      ],
    }
  },
}

/** Four webhooks for each of the five types, and the rules. */
async function makeWebhooks({ url, ca }: { url: string; ca: string }) {
  const folder = await makeFolder([], {})
  const app = openApp({ folder: folder.folder })
  for (let index = 0; index < webhooks; index += 1) {
    const type = eventTypes[index % eventTypes.length] ?? 'security.critical'
    const draft = { name: `w${index}`, url: `${url}/${index}`, events: [type], caCertificate: ca }
    await app.call('webhooks.create', { id: `whk_${crypto.randomUUID()}`, draft })
  }
  for (const draft of intakeRules) await app.call('rules.create', { id: `rul_${crypto.randomUUID()}`, draft })
  await app.close()
  return folder
}

async function start(folder: string) {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  free.close()
  await once(free, 'close')
  const child = fork(join(import.meta.dirname, 'intake-process.ts'), [JSON.stringify({ folder, port })])
  const [message] = (await once(child, 'message')) as [unknown]
  const { url, certificate, token } = ready.parse(message)
  const agent = new Agent({ keepAlive: true, maxSockets: 64, ca: readFileSync(certificate, 'utf8') })
  const closed = once(child, 'exit')
  const cpuMs = async () => {
    child.send('CPU time?')
    const [used] = (await once(child, 'message')) as [unknown]
    const { user, system } = cpuTime.parse(used)
    return (user + system) / 1000
  }
  return { url, token, agent, closed, cpuMs, close: () => (agent.destroy(), child.disconnect()) }
}

type App = Awaited<ReturnType<typeof start>>

/** Sends evenly, whether or not the ones before were answered. */
async function pace(app: App, count: number) {
  const acknowledged: string[] = []
  const times: number[] = []
  let refused = 0
  const send = async (index: number, due: number) => {
    const { status, id } = await post(app, nextEvent(index))
    times.push(performance.now() - due)
    if (id !== null) acknowledged.push(id)
    if (status !== 202) refused += 1
  }
  const begun = performance.now()
  const under: Promise<void>[] = []
  for (let index = 0; index < count; index += 1) {
    const due = begun + (index * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await wait(early)
    under.push(send(index, due))
  }
  await Promise.all(under)
  return { acknowledged, refused, times, took: performance.now() - begun }
}

async function post({ url, token, agent }: App, event: object) {
  const body = JSON.stringify(event)
  const sending = request(`${url}/v1/events`, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  })
  sending.end(body)
  const [response] = await once(sending, 'response')
  const answer = taken.safeParse(await json(response))
  return { status: response.statusCode as number, id: answer.data?.events[0]?.id ?? null }
}

/** Waits until nothing is queued any more; answers how many deliveries of each event have arrived. */
async function drain(path: string) {
  const ledger = new DatabaseSync(path, { readOnly: true })
  const open = ledger.prepare("SELECT count(*) AS count FROM delivery WHERE state NOT IN ('delivered', 'failed')")
  const end = performance.now() + longestDrain
  while (Number(open.get()?.['count']) > 0 && performance.now() < end) await wait(100)
  const rows = ledger
    .prepare(
      "SELECT event.id, count(*) AS count FROM delivery JOIN event ON event.seq = delivery.event_seq WHERE state = 'delivered' GROUP BY 1",
    )
    .all()
  ledger.close()
  return {
    delivered: new Map(rows.map(({ id, count }) => [String(id), Number(count)])),
    wanted: webhooks / eventTypes.length,
  }
}
