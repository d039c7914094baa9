import type { DatabaseSync } from 'node:sqlite'
import { deliveryRowSchema } from './deliveries.ts'
import { countOf, makeReader, type ReportUnreadable } from './read.ts'

/** A span of time, both ends included (ms since 1970), in which deliveries failed. */
export type FailedSpan = { since: number; until: number }
/** The last one that was taken; the next are behind it. */
export type FailedPlace = { changed_at: number; seq: number }

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
    `SELECT * FROM delivery INDEXED BY delivery_failed WHERE webhook_id = ? AND state = 'failed' AND changed_at <= ?
      AND (changed_at, seq) > (?, ?) ORDER BY changed_at, seq LIMIT ?`,
  )
  return {
    countFailed: (since: number, webhookId: string | null) =>
      countOf.parse(count.get({ since, webhook: webhookId })).count,
    /** Of one webhook, the longest failed first: from `since`, or behind the last of the page before. */
    failed: (webhookId: string, { since, until }: FailedSpan, after: FailedPlace | null, limit: number) =>
      read.first(behind, deliveryRowSchema, limit, webhookId, until, after?.changed_at ?? since, after?.seq ?? 0),
  }
}
