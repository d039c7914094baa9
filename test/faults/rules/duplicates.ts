import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'
import { mayBePruned } from './pruned.ts'
import { wasBrokenOff } from './broken-off.ts'
import { isSuccess } from './nothing-lost.ts'

export const duplicatesOnlyAfterCrash: Rule = {
  name: 'duplicates only of attempts unknown at a crash',
  check: (evidence) => {
    const { entries, attempt } = evidence
    const crashes = placed(entries, 'crash').map(({ place }) => place)
    const accepted = new Map<string, { delivery: string; attempt: number; place: number }>()
    return placed(entries, 'request', 'answered').flatMap((entry) => {
      if (entry.kind === 'answered') {
        if (isSuccess(entry.status)) accepted.set(entry.delivery, entry)
        return []
      }
      const before = accepted.get(entry.delivery)
      if (!before || attempt(entry.delivery, entry.attempt)?.manual === 1) return []
      const crashed = crashes.some((place) => place > before.place && place < entry.place)
      const row = attempt(entry.delivery, before.attempt)
      // What it ended as is gone with the delivery.
      const unknown = row ? row.code === 'unknown' : mayBePruned(evidence, entry, 'historyDays')
      return (crashed && unknown) || wasBrokenOff(evidence, before, entry.place)
        ? []
        : [`${entry.delivery} was accepted at attempt ${before.attempt} and sent again as attempt ${entry.attempt}`]
    })
  },
}

export const oneIdPerDelivery: Rule = {
  name: 'an event goes to a webhook under one webhook-id',
  check: ({ rows }) => {
    const ids = Map.groupBy(rows.deliveries, ({ event_id: event, webhook_id: webhook }) => `${event} to ${webhook}`)
    return [...ids].flatMap(([what, list]) => (list.length > 1 ? [`${what} has ${list.length} deliveries`] : []))
  },
}
