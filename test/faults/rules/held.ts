import type { Evidence, Rule } from '../evidence.ts'
import type { DeliveryFact } from '../read-ledger.ts'
import { type Entry, placed } from '../record.ts'

/** Held is what a disabled or deleted webhook keeps, and what the analyst has not had sent since. */
export const heldForCause: Rule = {
  name: 'nothing stays held without a cause',
  check: (evidence) => {
    const isOn = new Set(
      evidence.rows.webhooks.flatMap(({ id, disabled_at: off, removed_at: gone }) =>
        off === null && gone === null ? [id] : [],
      ),
    )
    return evidence.rows.deliveries.flatMap((delivery) =>
      delivery.state === 'held' && isOn.has(delivery.webhook_id) ? stuck(evidence, delivery) : [],
    )
  },
}

function stuck({ entries }: Evidence, { id, webhook_id: webhook }: DeliveryFact): string[] {
  const held = entries.findLastIndex((entry) => entry.kind === 'held' && entry.delivery === id)
  const until = held === -1 ? entries.length : held
  // A request that was broken off is held once it has ended, which may be after its webhook was enabled again.
  const off = entries.findLastIndex((entry, place) => place <= until && isOff(entry, webhook))
  if (off === -1) return [`${id} is held, and ${webhook} was never disabled`]
  const released = placed(entries, 'resumed').some(
    (entry) =>
      entry.webhook === webhook &&
      (entry.all
        ? entry.place > until
        : // What an earlier disabling had kept stays.
          entries.findLastIndex((other, place) => place < entry.place && isOff(other, webhook)) === off),
  )
  return released ? [`${id} is held, and was to be sent`] : []
}

const isOff = (entry: Entry, webhook: string) =>
  (entry.kind === 'disabled' || entry.kind === 'deleted') && entry.webhook === webhook
