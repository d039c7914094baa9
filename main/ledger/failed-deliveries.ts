import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { deliveryRowSchema } from './deliveries.ts'
import { countOf, makeReader, type ReportUnreadable } from './read.ts'

/** Deliveries that failed from a time on (ms since 1970), and were not tried again after this attempt. */
export type FailedSpan = { since: number; lastAttempt: number }
/** The last one that was taken; the next are behind it. */
export type FailedPlace = { changed_at: number; seq: number }

const lastSchema = z.object({ seq: z.number().nullable() })

/** Deliveries that failed and can be sent again: of webhooks that are neither disabled nor removed. */
export function openFailedDeliveries(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('delivery', report)
  const count = database.prepare(
    `SELECT count(*) AS count FROM webhook INDEXED BY webhook_sending
      CROSS JOIN delivery INDEXED BY delivery_failed ON webhook_id = webhook.id
      WHERE removed_at IS NULL AND disabled_at IS NULL AND (:webhook IS NULL OR webhook.id = :webhook)
        AND state = 'failed' AND changed_at >= :since`,
  )
  const behind = database.prepare(
    `SELECT * FROM delivery INDEXED BY delivery_failed WHERE webhook_id = ? AND state = 'failed'
      AND (changed_at, seq) > (?, ?)
      AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery_seq = delivery.seq AND attempt.seq > ?) ORDER BY changed_at, seq LIMIT ?`,
  )
  const lastAttempt = database.prepare('SELECT max(seq) AS seq FROM attempt')
  return {
    /** The newest attempt there is: an order that no clock changes. */
    lastAttempt: () => lastSchema.parse(lastAttempt.get()).seq ?? 0,
    countFailed: (since: number, webhookId: string | null) =>
      countOf.parse(count.get({ since, webhook: webhookId })).count,
    /** Of one webhook, the longest failed first: from `since`, or behind the last of the page before. */
    failed: (webhookId: string, { since, lastAttempt: last }: FailedSpan, after: FailedPlace | null, limit: number) =>
      read.first(behind, deliveryRowSchema, limit, webhookId, after?.changed_at ?? since, after?.seq ?? 0, last),
  }
}
