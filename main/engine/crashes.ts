import { mostAttempts } from '../../preload/contract/delivery.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'

/** How many attempts of a redelivery in a row, the open one included, nobody knows the end of. */
export function crashesOf(ledger: Ledger, { seq }: DeliveryRow): number {
  const before = ledger.attempts.ofDelivery(seq).toReversed().slice(1, mostAttempts)
  const ended = before.findIndex(({ manual, code }) => !manual || code !== 'unknown')
  return 1 + (ended === -1 ? before.length : ended)
}
