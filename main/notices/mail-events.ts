import { deliveryStates } from '../../preload/contract/delivery.ts'
import { summarise } from '../engine/explain.ts'
import type { Ledger } from '../ledger/open.ts'
import type { MailBody } from './mail-letter.ts'
import { timeWords } from './mail-notices.ts'

/** Of a flood only the first are told one by one. */
const mostTold = 50
const mostWebhooks = 20

/** One mail for these critical events, oldest first; null where none of them is left. */
export function mailOfEvents(ledger: Ledger, ids: readonly string[]): MailBody | null {
  const rows = ids.flatMap((id) => ledger.events.row(id) ?? [])
  const [first] = rows
  if (first === undefined) return null
  const more = rows.length - mostTold
  const items = rows.slice(0, mostTold).map((row) => ({
    title: row.title,
    lines: [
      [timeWords(row.happenedAt), ...(row.subject === null ? [] : [row.subject])].join(' · '),
      ...deliveriesOf(ledger, row.id),
    ],
  }))
  const one = rows.length === 1
  return {
    subject: one ? `Critical event: ${first.title}` : `${rows.length} critical events`,
    headline: one ? 'A critical security event' : `${rows.length} critical security events`,
    rows: [],
    items: more > 0 ? [...items, { title: `and ${more} more`, lines: [] }] : items,
    steps: ['Open Castellan Webhooks → Events to see all of it, and what became of its deliveries.'],
    link: null,
  }
}

function deliveriesOf(ledger: Ledger, eventId: string): string[] {
  const deliveries = ledger.deliveries.page({ eventId, states: [...deliveryStates] }, null, mostWebhooks)
  return deliveries
    .toReversed()
    .map((row) =>
      row.last_code === null || row.state === 'delivered'
        ? `${row.webhook_name}: ${row.state}`
        : `${row.webhook_name}: ${row.state}, ${summarise(row.last_code, row.last_status, row.last_verdict)}`,
    )
}
