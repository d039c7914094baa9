import { setTimeout as wait } from 'node:timers/promises'
import { openEngineUnderLoad } from './engine-under-load.ts'
import { sharedNow } from './monotonic.ts'
import { oneKilobyte } from './one-kilobyte.ts'
import { atMost, type Part } from './part.ts'
import { startRemoteReceiver } from './remote-receiver.ts'
import { inShort, median, quantile } from './statistics.ts'

const quick = 9
const perSecond = 40
/** Events to each webhook before it is measured. */
const warming = 30
/** Short, so that requests of the stalled one end and are tried again while it is measured. */
const budget = 1000

export const isolation: Part = {
  title: `nine quick webhooks, ${perSecond} events a second to each`,
  async measure(scale) {
    const alone: number[][] = []
    const beside: number[][] = []
    // A first one warms up.
    await nine(false, Math.ceil(40 * scale))
    for (let round = 0; round < (scale < 1 ? 1 : 4); round += 1) {
      alone.push(await nine(false, Math.ceil(160 * scale)))
      beside.push(await nine(true, Math.ceil(160 * scale)))
    }
    const p99 = (rounds: number[][]) => median(rounds.map((times) => quantile(times, 0.99)))
    return {
      rows: { 'by themselves': inShort(alone.flat()), 'beside a stalled one': inShort(beside.flat()) },
      targets: [atMost('their p99 beside a stalled one, to that without', p99(beside) / p99(alone), 1.2, '×')],
      notes: [
        'From firing to the first byte at the receiver. The stalled one never answers; its attempts end after 1 s.',
        'The ratio is of the medians of the rounds’ p99.',
      ],
    }
  },
}

/** Times of the quick ones' events, ms. */
async function nine(stalled: boolean, events: number): Promise<number[]> {
  const arrived: { event: string; at: number }[] = []
  const receiver = await startRemoteReceiver((arrival) => void arrived.push(arrival))
  const quickUrls = Array.from({ length: quick }, (_, index) => `${receiver.origin}/${index}`)
  const urls = stalled ? [`${receiver.origin}/stalled`, ...quickUrls] : quickUrls
  const station = await openEngineUnderLoad({ ca: receiver.ca, urls, budget })
  const fired = new Map<string, number>()
  // Opens the connections, and all else that a first request waits for.
  for (let index = 0; index < warming; index += 1) await station.fire(oneKilobyte)
  while (arrived.length < warming * quick) await wait(20)
  arrived.length = 0
  const begun = sharedNow()
  const fire = async () => {
    const at = sharedNow()
    const { id } = await station.fire(oneKilobyte)
    fired.set(id, at)
  }
  const under: Promise<void>[] = []
  for (let index = 0; index < events; index += 1) {
    await wait(Math.max(0, begun + (index * 1000) / perSecond - sharedNow()))
    under.push(fire())
  }
  await Promise.all(under)
  while (arrived.length < events * quick) await wait(20)
  await station.close()
  receiver.close()
  return arrived.map(({ event, at }) => at - (fired.get(event) ?? Number.NaN))
}
