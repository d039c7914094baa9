import type { DeliveryFilter } from '../../preload/contract/delivery.ts'
import { makeFolder, openApp } from '../support/plain-app.ts'
import { fillLedger } from './fill-ledger.ts'
import { atMost, type Part, type Row } from './part.ts'
import { inShort, quantile } from './statistics.ts'

const webhooks = 8

export const pages: Part = {
  title: 'pages of 100 and counts, 1,000,000 deliveries in the ledger',
  async measure(scale) {
    const urls = Array.from({ length: webhooks }, (_, index) => `https://soar-${index}.example.com/hook`)
    const folder = await makeFolder(urls)
    const filling = performance.now()
    const deliveries = Math.ceil(1_000_000 * scale)
    fillLedger(folder.path, folder.ids, deliveries)
    const filled = (performance.now() - filling) / 1000
    const app = openApp({ folder: folder.folder })
    const webhookId = folder.ids[1]!
    const eventId = `evt_${String(Math.floor(deliveries / webhooks / 2)).padStart(26, '0')}`
    const filters: Record<string, DeliveryFilter> = {
      'all of them': {},
      'one webhook': { webhookId },
      'a state nearly all have': { states: ['delivered'] },
      'a state few have': { states: ['failed'] },
      'a state none has': { states: ['held'] },
      'all states but one': { states: ['queued', 'sending', 'retrying', 'failed', 'held', 'cancelled'] },
      'one webhook, a state nearly all have': { webhookId, states: ['delivered'] },
      'one webhook, a state few have': { webhookId, states: ['failed'] },
      'one webhook, a state none of its has': { webhookId: folder.ids[2]!, states: ['failed'] },
      'one event': { eventId },
    }
    const times = scale < 1 ? 3 : 40
    const found: Record<string, number[]> = {}
    for (const [name, filter] of Object.entries(filters)) {
      found[`page: ${name}`] = await repeat(times, (turn) =>
        // The newest page, and one from the middle.
        app.call('deliveries.page', { filter, before: turn % 2 === 0 ? null : Math.ceil(deliveries / 2) }),
      )
    }
    found['page of events'] = await repeat(times, () => app.call('events.page', {}))
    const slowest = Math.max(...Object.values(found).map((values) => quantile(values, 0.99)))
    found['count of what failed in a day'] = await repeat(times, () =>
      app.call('deliveries.failedSince', { since: Date.now() - 2 * 86_400_000 }),
    )
    found['snapshot for the window'] = await repeat(times, () => app.call('app.snapshot', {}))
    await app.close()
    folder.remove()
    return {
      rows: Object.fromEntries(Object.entries(found).map(([name, values]): [string, Row] => [name, inShort(values)])),
      targets: [atMost('the slowest page, p99', slowest, 50, ' ms')],
      notes: [`As the window asks for them, without the way between the processes. Filled in ${filled.toFixed(0)} s.`],
    }
  },
}

/** How long each of `times` turns takes, ms, after two to warm up. */
async function repeat(times: number, run: (turn: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let turn = -2; turn < times; turn += 1) {
    const begun = performance.now()
    await run(turn)
    if (turn >= 0) taken.push(performance.now() - begun)
  }
  return taken
}
