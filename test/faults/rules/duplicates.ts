import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'
import { isSuccess } from './nothing-lost.ts'

export const duplicatesOnlyAfterCrash: Rule = {
  name: 'duplicates only of attempts unknown at a crash',
  check: ({ entries, attempt }) => {
    const crashes = placed(entries, 'crash').map(({ place }) => place)
    const accepted = new Map<string, { attempt: number; place: number }>()
    return placed(entries, 'request', 'answered').flatMap((entry) => {
      if (entry.kind === 'answered') {
        if (isSuccess(entry.status)) accepted.set(entry.delivery, entry)
        return []
      }
      const before = accepted.get(entry.delivery)
      if (!before || attempt(entry.delivery, entry.attempt)?.manual === 1) return []
      const crashed = crashes.some((place) => place > before.place && place < entry.place)
      const unknown = attempt(entry.delivery, before.attempt)?.code === 'unknown'
      return crashed && unknown
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
