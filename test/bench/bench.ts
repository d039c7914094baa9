import { Agent } from 'node:https'
import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import axios from 'axios'
import { openEngineUnderLoad, oneKilobyte } from './engine-under-load.ts'
import { startRemoteReceiver } from './remote-receiver.ts'

// `npm run bench`: everything side by side in one run, for machines are noisy and only ratios compare.

const requests = 3000
const concurrency = 64

/** Plain axios with a keep-alive agent: nothing stored, nothing signed, nothing traced. */
async function rawAxios(): Promise<number> {
  const receiver = await startRemoteReceiver()
  const httpsAgent = new Agent({ keepAlive: true, ca: receiver.ca })
  const body = Buffer.from(JSON.stringify(oneKilobyte))
  let left = requests
  const begun = performance.now()
  const post = async () => {
    while (left > 0) {
      left -= 1
      await axios.post(receiver.url, body, { httpsAgent, proxy: false })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, post))
  const perSecond = requests / ((performance.now() - begun) / 1000)
  httpsAgent.destroy()
  receiver.close()
  return perSecond
}

/** The engine: accepted on disk, claimed, signed, sent, settled on disk. 8 webhooks × 8 requests = 64 at a time. */
async function engineThroughput(): Promise<number> {
  const receiver = await startRemoteReceiver()
  const station = openEngineUnderLoad({ ...receiver, webhooks: 8 })
  const begun = performance.now()
  for (let index = 0; index < requests / 8; index += 1) {
    station.fire(oneKilobyte)
    // As a source does: one event at a time, never the whole load in one turn of the loop.
    if (index % 10 === 9) await new Promise(setImmediate)
  }
  await station.idle()
  const perSecond = requests / ((performance.now() - begun) / 1000)
  await station.close()
  receiver.close()
  return perSecond
}

/** From the call that fires an event to its head at the receiver, 100 events a second. */
async function latency(): Promise<{ p50: number; p99: number }> {
  const arrived = new Map<string, number>()
  const receiver = await startRemoteReceiver((id, at) => void arrived.set(id, at))
  const station = openEngineUnderLoad({ ...receiver, webhooks: 1 })
  const fired = new Map<string, number>()
  const total = 500
  for (let index = 0; index < total; index += 1) {
    const at = performance.timeOrigin + performance.now()
    const { id } = station.fire(oneKilobyte)
    for (const row of station.ledger.deliveries.page({ eventId: id }, null, 1)) fired.set(row.id, at)
    await wait(10)
  }
  await station.idle()
  await wait(100)
  await station.close()
  receiver.close()
  const times = [...fired].map(([id, at]) => (arrived.get(id) ?? Number.POSITIVE_INFINITY) - at)
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor(times.length * part)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

const axiosRate = await rawAxios()
const engineRate = await engineThroughput()
const { p50, p99 } = await latency()

console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node ${process.versions.node}, 1 KB bodies, HTTPS receiver in another process`,
)
console.table({
  'raw axios, keep-alive, 64 at a time': { 'requests/s': Math.round(axiosRate), ratio: 1 },
  'this engine, durable and signed, 64 at a time': {
    'requests/s': Math.round(engineRate),
    ratio: Number((engineRate / axiosRate).toFixed(2)),
  },
})
console.table({ 'fired → first byte at the receiver, 100/s': { 'p50 ms': p50.toFixed(1), 'p99 ms': p99.toFixed(1) } })
