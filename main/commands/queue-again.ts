import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'

/** Has these sent once more, now, marked manual; automatic retries of theirs are off. Inside a transaction only. */
export function queueAgain(ledger: Ledger, rows: readonly DeliveryRow[], touched: Touched, now: number): void {
  for (const row of rows) {
    ledger.deliveries.update({ ...row, state: 'queued', manual: true, due_at: now }, now)
    touched.deliveries.add(row.id)
    touched.webhooks.add(row.webhook_id)
  }
}
