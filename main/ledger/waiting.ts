import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const rowSchema = z.object({ id: z.string(), seq: z.number(), webhook_id: z.string() })

type Spread = {
  /** One webhook, or all. */
  webhookId: string | null
  now: number
  /** How many may go at once. */
  free: number
  /** Between two of the others, ms; less where that took longer than `most` for all of them. */
  gap: number
  most: number
}

/** Statements about when deliveries that wait are due, and about attempts that do not count. */
export function openWaiting(database: DatabaseSync) {
  const spread = database.prepare(
    `WITH overdue AS (
        SELECT delivery.seq, row_number() OVER (ORDER BY due_at, delivery.seq) - :free AS place,
          count(*) OVER () - :free AS count
        FROM webhook INDEXED BY webhook_sending CROSS JOIN delivery INDEXED BY delivery_due ON webhook_id = webhook.id
        WHERE removed_at IS NULL AND disabled_at IS NULL AND state IN ('queued', 'retrying') AND due_at <= :now
          AND (:webhook IS NULL OR webhook.id = :webhook))
      UPDATE delivery SET due_at = :now + CAST(place * min(:gap, :most * 1.0 / count) AS INTEGER)
        FROM overdue WHERE delivery.seq = overdue.seq AND place > 0 RETURNING delivery.id, delivery.seq, webhook_id`,
  )
  const clamp = database.prepare(
    `UPDATE delivery INDEXED BY delivery_due SET due_at = CASE state WHEN 'queued' THEN :now ELSE :latest END
      WHERE due_at > CASE state WHEN 'queued' THEN :now ELSE :latest END`,
  )
  // What was written since the clock was set has its time by the new one already; what is moved tells by `changed_at` that
  // it goes by the new one from here on.
  const shiftWaiting = database.prepare(
    `UPDATE delivery INDEXED BY delivery_due SET due_at = due_at + :by, changed_at = changed_at + :by
      WHERE due_at IS NOT NULL AND (:by < 0 OR changed_at <= :before)`,
  )
  const shiftSince = database.prepare(
    `UPDATE webhook SET waiting_since = waiting_since + :by
      WHERE waiting_since IS NOT NULL AND (:by < 0 OR waiting_since <= :before)`,
  )
  const giveBack = database.prepare('UPDATE delivery SET attempts = ?, tries = ? WHERE seq = ?')
  const uncount = database.prepare('UPDATE attempt SET counted = 0 WHERE delivery_seq = ? AND number = ?')
  const alike = database.prepare(
    `SELECT old.seq FROM attempt AS old JOIN attempt AS new USING (delivery_seq, code)
      WHERE delivery_seq = :delivery AND old.number = :number - 1 AND new.number = :number AND old.counted = 0
        AND (old.trace IS NULL OR json_extract(old.trace, '$.phases.send') IS NULL)`,
  )
  const drop = ['attempt WHERE seq = ?', 'sent WHERE attempt_seq = ?', 'answer WHERE attempt_seq = ?'].map((from) =>
    database.prepare(`DELETE FROM ${from}`),
  )
  const renumber = database.prepare(
    'UPDATE attempt SET number = number - 1 WHERE delivery_seq = :delivery AND number = :number',
  )

  return {
    /** Gives overdue deliveries later due times, oldest first, evenly. Answers those it moved. */
    spread: ({ webhookId, now, free, gap, most }: Spread) =>
      spread.all({ webhook: webhookId, now, free, gap, most }).map((row) => rowSchema.parse(row)),
    /** What is queued is due `now`, and no retry waits longer than until `latest`. */
    clamp: (times: { now: number; latest: number }): void => void clamp.run(times),
    /** The clock was set by so many ms at `before` (by the old clock): each wait stays as long as it was. */
    shift: (by: number, before: number): void => {
      for (const statement of [shiftWaiting, shiftSince]) statement.run({ by, before })
    },
    /** What a delivery was charged for an attempt that does not count. */
    giveBack: (seq: number, { attempts, tries }: { attempts: number; tries: number }): void =>
      void giveBack.run(attempts, tries, seq),
    uncount: (deliverySeq: number, number: number): void => void uncount.run(deliverySeq, number),
    /**
     * Puts an attempt in the place of the one before it, where that did not count either, ended alike, and not a byte of
     * it had left. Answers whether it did.
     */
    replaceLast: (deliverySeq: number, number: number): boolean => {
      const last = alike.get({ delivery: deliverySeq, number })
      if (!last) return false
      const { seq } = z.object({ seq: z.number() }).parse(last)
      for (const statement of drop) statement.run(seq)
      renumber.run({ delivery: deliverySeq, number })
      return true
    },
  }
}
