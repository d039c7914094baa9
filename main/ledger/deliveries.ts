import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type DeliveryState, deliveryStateSchema, mostAttempts } from '../../preload/contract/delivery.ts'
import { outcomeCodeSchema } from '../../preload/contract/outcome.ts'
import { flag, makeReader, type ReportUnreadable } from './read.ts'

export const deliveryRowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  webhook_id: z.string(),
  event_seq: z.number(),
  state: deliveryStateSchema,
  /** Automatic attempts begun. */
  attempts: z.number(),
  /** Attempts begun in all: the number of the newest. */
  tries: z.number(),
  /** The next, or running, attempt was asked for by the analyst. */
  manual: flag,
  due_at: z.number().nullable(),
  first_attempt_at: z.number().nullable(),
  delivered_at: z.number().nullable(),
  created_at: z.number(),
  changed_at: z.number(),
  last_code: outcomeCodeSchema.nullable(),
  last_status: z.number().nullable(),
  last_verdict: z.string().nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRowSchema>

const rowSchema = deliveryRowSchema
const idSchema = z.object({ id: z.string() })
const dueSchema = z.object({ due_at: z.number().nullable() })

/** What an attempt's end, or the analyst, makes of a delivery. */
export type DeliveryUpdate = Pick<
  DeliveryRow,
  'seq' | 'state' | 'manual' | 'due_at' | 'delivered_at' | 'last_code' | 'last_status' | 'last_verdict'
>

/** Statements by which deliveries are made, sent and ended. Each takes time by what it answers, not by what there is. */
export function openDeliveries(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('delivery', report)
  const insert = database.prepare(
    `INSERT INTO delivery (id, webhook_id, event_seq, state, due_at, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const get = database.prepare('SELECT * FROM delivery WHERE id = ?')
  const firstDue = (state: DeliveryState) =>
    database.prepare(
      `SELECT * FROM delivery INDEXED BY delivery_due WHERE webhook_id = ? AND state = '${state}' AND due_at <= ?
        ORDER BY due_at, seq LIMIT ?`,
    )
  const firstQueued = firstDue('queued')
  const firstRetrying = firstDue('retrying')
  const oldest = (state: DeliveryState) =>
    database.prepare(
      `SELECT * FROM delivery INDEXED BY delivery_listed WHERE webhook_id = ? AND state = '${state}' ORDER BY seq LIMIT ?`,
    )
  const oldestQueued = oldest('queued')
  const oldestRetrying = oldest('retrying')
  const dueAfter = (state: DeliveryState) =>
    `SELECT (SELECT due_at FROM delivery INDEXED BY delivery_due WHERE webhook_id = webhook.id AND state = '${state}'
      AND due_at > :after ORDER BY due_at LIMIT 1) AS due_at
      FROM webhook INDEXED BY webhook_sending WHERE removed_at IS NULL AND disabled_at IS NULL`
  const nextDue = database.prepare(
    `SELECT min(due_at) AS due_at FROM (${dueAfter('queued')} UNION ALL ${dueAfter('retrying')})`,
  )
  const begin = database.prepare(
    `UPDATE delivery SET state = 'sending', tries = tries + 1, attempts = attempts + (1 - manual),
      first_attempt_at = coalesce(first_attempt_at, :now), due_at = NULL, changed_at = :now
      WHERE seq = :seq`,
  )
  const update = database.prepare(
    `UPDATE delivery SET state = ?, manual = ?, due_at = ?, delivered_at = ?, last_code = ?, last_status = ?, last_verdict = ?,
      changed_at = ?, held_earlier = 0 WHERE seq = ?`,
  )
  const sending = database.prepare(
    `SELECT delivery.* FROM tally CROSS JOIN delivery INDEXED BY delivery_listed USING (webhook_id)
      WHERE state = 'sending'`,
  )
  const hold = database.prepare(
    `UPDATE delivery SET state = 'held', due_at = NULL, changed_at = ?
      WHERE webhook_id = ? AND state IN ('queued', 'retrying') RETURNING id`,
  )
  // One without automatic attempts left can only be sent because the analyst asks for it.
  const release = database.prepare(
    `UPDATE delivery SET state = CASE attempts WHEN 0 THEN 'queued' ELSE 'retrying' END,
      manual = CASE WHEN attempts >= ${mostAttempts} THEN 1 ELSE manual END, due_at = :now, changed_at = :now,
      held_earlier = 0 WHERE webhook_id = :webhook AND state = 'held' AND held_earlier <= :earlier RETURNING id`,
  )
  const dismiss = database.prepare(
    // A redelivery that is called off does not undo that it had arrived before.
    `UPDATE delivery SET state = iif(delivered_at IS NULL, 'cancelled', 'delivered'), manual = 0, held_earlier = 0,
      changed_at = ? WHERE webhook_id = ? AND state = 'held' RETURNING id`,
  )
  const furthestRetrying = database.prepare(
    `SELECT * FROM delivery INDEXED BY delivery_furthest WHERE webhook_id = ? AND state = 'retrying' AND attempts > 0
      ORDER BY attempts DESC, due_at LIMIT 1`,
  )
  const furthestSending = database.prepare(
    `SELECT * FROM delivery INDEXED BY delivery_listed WHERE webhook_id = ? AND state = 'sending' AND attempts > 0
      ORDER BY attempts DESC LIMIT 1`,
  )

  const releaseSome = (webhookId: string, now: number, { earlier }: { earlier: boolean }) =>
    release.all({ webhook: webhookId, now, earlier: Number(earlier) }).map((row) => idSchema.parse(row).id)

  return {
    insert: (id: string, webhookId: string, eventSeq: number, state: 'queued' | 'held', now: number) =>
      void insert.run(id, webhookId, eventSeq, state, state === 'queued' ? now : null, now, now),
    get: (id: string) => read.one(get, rowSchema, id),
    /** Due work of one webhook: new events before retries, oldest first. */
    due: (webhookId: string, now: number, limit: number): DeliveryRow[] => {
      const fresh = read.first(firstQueued, rowSchema, limit, webhookId, now)
      if (fresh.length === limit) return fresh
      return [...fresh, ...read.first(firstRetrying, rowSchema, limit - fresh.length, webhookId, now)]
    },
    /** The oldest waiting one, due or not: what *Keep order* sends next. */
    head: (webhookId: string): DeliveryRow | null => {
      const [queued] = read.first(oldestQueued, rowSchema, 1, webhookId)
      const [retrying] = read.first(oldestRetrying, rowSchema, 1, webhookId)
      if (queued && retrying) return queued.seq < retrying.seq ? queued : retrying
      return queued ?? retrying ?? null
    },
    /** When the next delivery of a webhook that is sent to falls due, of those due after a time. */
    nextDue: (after: number) => dueSchema.parse(nextDue.get({ after })).due_at,
    /** Queued → sending; counts the attempt. Answers the row as it is then: to read it again would cost as much. */
    begin: (row: DeliveryRow, now: number): DeliveryRow => {
      begin.run({ seq: row.seq, now })
      return {
        ...row,
        state: 'sending',
        tries: row.tries + 1,
        attempts: row.attempts + (row.manual ? 0 : 1),
        first_attempt_at: row.first_attempt_at ?? now,
        due_at: null,
        changed_at: now,
      }
    },
    update: (to: DeliveryUpdate, now: number) =>
      void update.run(
        to.state,
        Number(to.manual),
        to.due_at,
        to.delivered_at,
        to.last_code,
        to.last_status,
        to.last_verdict,
        now,
        to.seq,
      ),
    sending: () => read.all(sending, rowSchema),
    /** Waiting → held, for a webhook that was disabled or removed. Answers the ids. */
    hold: (webhookId: string, now: number) => read.all(hold, idSchema, now, webhookId).map((row) => row.id),
    /** Held → waiting, due now. */
    release: (webhookId: string, now: number) => releaseSome(webhookId, now, { earlier: true }),
    /** The same, of those only that are held since the webhook was last disabled or removed. */
    resume: (webhookId: string, now: number) => releaseSome(webhookId, now, { earlier: false }),
    dismiss: (webhookId: string, now: number) => read.all(dismiss, idSchema, now, webhookId).map((row) => row.id),
    /** Of the failing ones, the one with the most attempts behind it. */
    furthest: (webhookId: string): DeliveryRow | null => {
      const retrying = read.one(furthestRetrying, rowSchema, webhookId)
      const atIt = read.one(furthestSending, rowSchema, webhookId)
      return atIt && atIt.attempts >= (retrying?.attempts ?? 0) ? atIt : retrying
    },
  }
}
