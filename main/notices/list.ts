import { mostNotices, type Notices, type Untold } from '../../preload/contract/notice.ts'
import type { Ledger } from '../ledger/open.ts'
import { aboutOf } from './about.ts'

/** The newest notices as the window lists them, and how many of all are unread. */
export const listNotices = (ledger: Ledger, untold: Untold | null): Notices => ({
  unread: ledger.notices.unread(),
  untold,
  newest: ledger.notices.page(null, mostNotices).map((row) => {
    const { kind, id, name } = aboutOf(ledger, row)
    return {
      id: row.id,
      kind: row.kind,
      about: { kind, id, name },
      deliveryId: row.delivery_id,
      reason: row.reason,
      at: row.at,
      readAt: row.read_at,
    }
  }),
})
