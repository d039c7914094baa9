import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const bodySchema = z.object({ seq: z.number(), started_at: z.number().nullable(), over: z.number().nullable() })
const deliverySchema = z.object({ seq: z.number(), created_at: z.number(), changed_at: z.number(), over: z.number() })
const eventSchema = z.object({ seq: z.number(), accepted_at: z.number(), referred: z.number() })

const rangeSchema = z.object({ first: z.number().nullable(), last: z.number().nullable() })
const removedSchema = z.object({ id: z.string(), removed_at: z.number() })
const idSchema = z.object({ id: z.string() })
const acceptedSchema = z.object({ accepted_at: z.number() })

/** Still to be mailed or shown: it is told whole, and later. */
const toTell = (about: 'event' | 'notice') =>
  `EXISTS (SELECT 1 FROM outbox WHERE ref = ${about}.id AND about = '${about}' AND (state = 'waiting' OR state = 'sending'))`

const over = "state IN ('delivered', 'failed', 'cancelled')"

/** Statements by which what is old goes: lists from the oldest on, and deletions of one thing each. */
export function openPruning(database: DatabaseSync) {
  const kept = database.prepare('SELECT bytes FROM kept')
  const bodies = database.prepare(
    `SELECT body.attempt_seq AS seq, started_at, ${over} AS over FROM (
        SELECT attempt_seq FROM sent WHERE attempt_seq > :after
        UNION SELECT attempt_seq FROM answer WHERE attempt_seq > :after ORDER BY attempt_seq LIMIT :limit) AS body
      LEFT JOIN attempt ON attempt.seq = body.attempt_seq LEFT JOIN delivery ON delivery.seq = delivery_seq
      ORDER BY body.attempt_seq`,
  )
  const deliveries = database.prepare(
    `SELECT seq, created_at, changed_at, ${over} AS over FROM delivery WHERE seq > ? ORDER BY seq LIMIT ?`,
  )
  const events = database.prepare(
    `SELECT seq, accepted_at,
      EXISTS (SELECT 1 FROM delivery WHERE event_seq = event.seq) OR ${toTell('event')} AS referred FROM event
      WHERE seq > ? ORDER BY seq LIMIT ?`,
  )
  const eventRange = database.prepare(
    'SELECT (SELECT min(seq) FROM event) AS first, (SELECT max(seq) FROM event) AS last',
  )
  const acceptedUpTo = database.prepare(
    'SELECT accepted_at FROM event WHERE seq >= ? AND seq < ? AND accepted_at <= ? ORDER BY seq DESC LIMIT 1',
  )
  const dropBodies = ['sent', 'answer'].map((table) => database.prepare(`DELETE FROM ${table} WHERE attempt_seq = ?`))
  const dropDelivery = [
    'sent WHERE attempt_seq IN (SELECT seq FROM attempt WHERE delivery_seq = ?)',
    'answer WHERE attempt_seq IN (SELECT seq FROM attempt WHERE delivery_seq = ?)',
    'attempt WHERE delivery_seq = ?',
    'delivery WHERE seq = ?',
  ].map((what) => database.prepare(`DELETE FROM ${what}`))
  const dropEvent = database.prepare('DELETE FROM event WHERE seq = ?')
  // The newest of a webhook says whether a recovery is still to be told.
  const dropNotices = database.prepare(
    `DELETE FROM notice WHERE seq IN (SELECT seq FROM notice WHERE at < ? AND NOT ${toTell('notice')}
      AND (webhook_id IS NULL
        OR seq < (SELECT max(seq) FROM notice AS newer WHERE newer.webhook_id = notice.webhook_id)) LIMIT ?)`,
  )
  const removed = database.prepare(
    `SELECT id, removed_at FROM webhook WHERE removed_at IS NOT NULL AND (length(sealed) > 0
      OR EXISTS (SELECT 1 FROM tally WHERE webhook_id = webhook.id AND held > 0))`,
  )
  const wipeRemoved = database.prepare("UPDATE webhook SET sealed = x'' WHERE id = ? AND removed_at IS NOT NULL")
  const cancelHeld = database.prepare(
    // A redelivery that is called off does not undo that it had arrived before.
    `UPDATE delivery SET state = iif(delivered_at IS NULL, 'cancelled', 'delivered'), manual = 0, held_earlier = 0,
      changed_at = :now WHERE seq IN (SELECT seq FROM delivery INDEXED BY delivery_listed
        WHERE webhook_id = :webhook AND state = 'held' ORDER BY seq LIMIT :limit) RETURNING id`,
  )
  const lastOfIt = `IN (SELECT id FROM webhook WHERE removed_at < ? AND length(sealed) = 0
    AND NOT EXISTS (SELECT 1 FROM delivery WHERE webhook_id = webhook.id))`
  const dropWebhooks = ['notice WHERE webhook_id', 'tally WHERE webhook_id', 'webhook WHERE id'].map((what) =>
    database.prepare(`DELETE FROM ${what} ${lastOfIt}`),
  )

  return {
    /** Bytes of what was sent and answered. */
    kept: () => z.object({ bytes: z.number() }).parse(kept.get()).bytes,
    /** Attempts of which something is kept, behind `after`; `over` is whether their delivery is. */
    bodies: (after: number, limit: number) => z.array(bodySchema).parse(bodies.all({ after, limit })),
    deliveries: (after: number, limit: number) => z.array(deliverySchema).parse(deliveries.all(after, limit)),
    events: (after: number, limit: number) => z.array(eventSchema).parse(events.all(after, limit)),
    /** The first and the last seq of events; 0 where there is none. */
    eventRange: () => {
      const { first, last } = rangeSchema.parse(eventRange.get())
      return { first: first ?? 0, last: last ?? 0 }
    },
    /** When the last of the events from `seq` to before `before` was accepted that was up to `time`; null: none was. */
    acceptedUpTo: (time: number, seq: number, before: number): number | null => {
      const row = acceptedUpTo.get(seq, before, time)
      return row ? acceptedSchema.parse(row).accepted_at : null
    },
    dropBodies: (attemptSeq: number): void => {
      for (const statement of dropBodies) statement.run(attemptSeq)
    },
    /** With its attempts, and what was sent and answered. */
    dropDelivery: (seq: number): void => {
      for (const statement of dropDelivery) statement.run(seq)
    },
    dropEvent: (seq: number) => void dropEvent.run(seq),
    dropNotices: (before: number, limit: number) => void dropNotices.run(before, limit),
    /** Deleted webhooks of which there is something to let go of. */
    removed: () => z.array(removedSchema).parse(removed.all()),
    /** Its secrets are gone then, from the file too. Answers whether it is a deleted one. */
    wipeRemoved: (id: string): boolean => {
      // SECURITY: what is only let go of stays readable in the free space of its page. https://sqlite.org/pragma.html#pragma_secure_delete
      database.exec('PRAGMA secure_delete = ON')
      try {
        return wipeRemoved.run(id).changes > 0
      } finally {
        database.exec('PRAGMA secure_delete = OFF')
      }
    },
    /** Held → cancelled, the oldest first. Answers their ids. */
    cancelHeld: (webhook: string, now: number, limit: number) =>
      cancelHeld.all({ webhook, now, limit }).map((row) => idSchema.parse(row).id),
    /** Deleted webhooks that are wiped and have no delivery left, with their notices. */
    dropWebhooks: (before: number): void => {
      for (const statement of dropWebhooks) statement.run(before)
    },
  }
}
