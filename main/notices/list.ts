import { mostNotices, type Notices } from '../../preload/contract/notice.ts'
import type { Ledger } from '../ledger/open.ts'

/** The newest notices as the window lists them, and how many of all are unread. */
export const listNotices = (ledger: Ledger): Notices => ({
  unread: ledger.notices.unread(),
  newest: ledger.notices.page(null, mostNotices).map((row) => ({
    id: row.id,
    kind: row.kind,
    webhookId: row.webhook_id,
    webhookName: ledger.webhooks.get(row.webhook_id)?.definition.name ?? 'Deleted webhook',
    deliveryId: row.delivery_id,
    reason: row.reason,
    at: row.at,
    readAt: row.read_at,
  })),
})
