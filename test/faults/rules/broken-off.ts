import type { Evidence } from '../evidence.ts'
import { type EntryOf, placed } from '../record.ts'

/**
 * Whether an attempt was broken off, up to a place in the record, by the disabling or deletion of its webhook while its
 * request was on the way: an answer may have been on the way back, and the sender did not hear it. A record that knows
 * when attempts went to the sender knows what it heard, too.
 */
export function wasBrokenOff(
  { entries, attempt, delivery: deliveries }: Pick<Evidence, 'entries' | 'attempt' | 'delivery'>,
  { delivery, attempt: number }: Pick<EntryOf<'request'>, 'delivery' | 'attempt'>,
  until: number,
): boolean {
  const row = attempt(delivery, number)
  // What a delivery ended as is gone with it.
  if (row ? row.code !== 'stopped' : deliveries.has(delivery)) return false
  const seen = placed(entries, 'begun', 'request').find(
    (entry) => entry.delivery === delivery && entry.attempt === number,
  )
  if (seen?.kind !== 'request') return false
  return placed(entries, 'disabled', 'deleted').some(
    ({ webhook, place }) => webhook === seen.webhook && place > seen.place && place < until,
  )
}
