import { setTimeout as wait } from 'node:timers/promises'
import { openEngineUnderLoad } from './engine-under-load.ts'
import { sharedNow } from './monotonic.ts'
import { oneKilobyte } from './one-kilobyte.ts'
import { atMost, type Part } from './part.ts'
import { startRemoteReceiver } from './remote-receiver.ts'
import { inShort, quantile } from './statistics.ts'

const perSecond = 100

export const latency: Part = {
  title: `an event's way, ${perSecond} events a second`,
  async measure(scale) {
    const arrived = new Map<string, number>()
    const receiver = await startRemoteReceiver(({ event, at }) => void arrived.set(event, at))
    const station = await openEngineUnderLoad({ ca: receiver.ca, urls: [receiver.url] })
    const accepting: number[] = []
    const fired = new Map<string, number>()
    const fire = async () => {
      const at = sharedNow()
      const { id } = await station.fire(oneKilobyte)
      accepting.push(sharedNow() - at)
      fired.set(id, at)
    }
    const warm = Math.ceil(200 * scale)
    const total = warm + Math.ceil(1000 * scale)
    const begun = sharedNow()
    const under: Promise<void>[] = []
    for (let index = 0; index < total; index += 1) {
      await wait(Math.max(0, begun + (index * 1000) / perSecond - sharedNow()))
      under.push(fire())
    }
    await Promise.all(under)
    await station.idle()
    await wait(100)
    await station.close()
    receiver.close()
    const ways = [...fired].map(([id, at]) => (arrived.get(id) ?? Number.POSITIVE_INFINITY) - at).slice(warm)
    return {
      rows: {
        'fired → accepted (on disk)': inShort(accepting.slice(warm)),
        'fired → first byte at the receiver': inShort(ways),
      },
      targets: [atMost('fired → first byte, p99', quantile(ways, 0.99), 25, ' ms')],
      notes: ['Counted from the call that fires the event, which is before it is accepted.'],
    }
  },
}
