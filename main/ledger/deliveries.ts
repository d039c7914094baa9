import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  type DeliveryFilter,
  type DeliveryState,
  deliveryStateSchema,
  mostAttempts,
} from '../../preload/contract/delivery.ts'
import { eventTypeSchema, severitySchema } from '../../preload/contract/event.ts'
import { outcomeCodeSchema } from '../../preload/contract/outcome.ts'
import { countOf, flag, makeReader, type ReportUnreadable } from './read.ts'

const rowSchema = z.object({
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
})
export type DeliveryRow = z.infer<typeof rowSchema>

const listedSchema = rowSchema.extend({
  webhook_name: z.string(),
  event_id: z.string(),
  event_type: eventTypeSchema,
  severity: severitySchema,
  title: z.string(),
  subject: z.string().nullable(),
})
export type ListedDelivery = z.infer<typeof listedSchema>

const selectListed = `SELECT delivery.*, coalesce(CASE json_valid(webhook.definition) WHEN 1 THEN json_extract(webhook.definition, '$.name') END,
  'Unreadable webhook') AS webhook_name, event.id AS event_id, event.type AS event_type, event.severity, event.title, event.subject
  FROM delivery JOIN webhook ON webhook.id = webhook_id JOIN event ON event.seq = event_seq`

// To the letter what the partial indexes say, or SQLite does not use them.
const waiting = "state IN ('queued', 'retrying')"
const open = "state IN ('queued', 'retrying', 'sending', 'held')"

/** What an attempt's end, or the analyst, makes of a delivery. */
export type DeliveryUpdate = Pick<
  DeliveryRow,
  'seq' | 'state' | 'manual' | 'due_at' | 'delivered_at' | 'last_code' | 'last_status'
>

/** Statements of the delivery table. Paging is by `seq`, newest first, never by offset. */
export function openDeliveries(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('delivery', report)
  const insert = database.prepare(
    `INSERT INTO delivery (id, webhook_id, event_seq, state, due_at, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const get = database.prepare('SELECT * FROM delivery WHERE id = ?')
  const listed = database.prepare(`${selectListed} WHERE delivery.id = ?`)
  const firstDue = (state: DeliveryState) =>
    database.prepare(
      `SELECT * FROM delivery WHERE webhook_id = ? AND ${open} AND state = '${state}' AND due_at <= ?
        ORDER BY due_at, seq LIMIT ?`,
    )
  const firstQueued = firstDue('queued')
  const firstRetrying = firstDue('retrying')
  const head = database.prepare(`SELECT * FROM delivery WHERE webhook_id = ? AND ${waiting} ORDER BY seq LIMIT 1`)
  const nextDue = database.prepare(
    `SELECT due_at FROM delivery INDEXED BY delivery_due CROSS JOIN webhook ON webhook.id = webhook_id
      WHERE ${waiting} AND due_at > ? AND removed_at IS NULL AND disabled_at IS NULL ORDER BY due_at LIMIT 1`,
  )
  const begin = database.prepare(
    `UPDATE delivery SET state = 'sending', tries = tries + 1, attempts = attempts + (1 - manual),
      first_attempt_at = coalesce(first_attempt_at, :now), due_at = NULL, changed_at = :now
      WHERE seq = :seq RETURNING *`,
  )
  const update = database.prepare(
    `UPDATE delivery SET state = ?, manual = ?, due_at = ?, delivered_at = ?, last_code = ?, last_status = ?,
      changed_at = ? WHERE seq = ?`,
  )
  const sending = database.prepare("SELECT * FROM delivery WHERE state = 'sending'")
  const hold = database.prepare(
    `UPDATE delivery SET state = 'held', due_at = NULL, changed_at = ? WHERE webhook_id = ? AND ${waiting}
      RETURNING id`,
  )
  // One without automatic attempts left can only be sent because the analyst asks for it.
  const release = database.prepare(
    `UPDATE delivery SET state = CASE attempts WHEN 0 THEN 'queued' ELSE 'retrying' END,
      manual = CASE WHEN attempts >= ${mostAttempts} THEN 1 ELSE manual END, due_at = :now, changed_at = :now
      WHERE webhook_id = :webhook AND ${open} AND state = 'held' AND changed_at >= :since RETURNING id`,
  )
  const dismiss = database.prepare(
    // A redelivery that is called off does not undo that it had arrived before.
    `UPDATE delivery SET state = iif(delivered_at IS NULL, 'cancelled', 'delivered'), manual = 0, changed_at = ?
      WHERE webhook_id = ? AND ${open} AND state = 'held' RETURNING id`,
  )
  const ofWebhook = database.prepare(
    `SELECT count(*) FILTER (WHERE state = 'held') AS held, count(*) FILTER (WHERE state != 'held') AS pending,
      min(due_at) AS next FROM delivery WHERE webhook_id = ? AND ${open}`,
  )
  const furthest = database.prepare(
    `SELECT * FROM delivery WHERE webhook_id = ? AND ${open} AND state IN ('retrying', 'sending') AND attempts > 0
      ORDER BY attempts DESC, due_at LIMIT 1`,
  )
  const failedSince = database.prepare(
    `SELECT delivery.* FROM delivery JOIN webhook ON webhook.id = webhook_id
      WHERE state = 'failed' AND delivery.changed_at >= :since AND removed_at IS NULL AND disabled_at IS NULL
        AND (:webhook IS NULL OR webhook_id = :webhook) ORDER BY delivery.seq`,
  )
  const inStates = database.prepare(
    `SELECT count(*) AS count FROM delivery WHERE state IN (SELECT value FROM json_each(?))
      AND webhook_id NOT IN (SELECT id FROM webhook WHERE removed_at IS NOT NULL)`,
  )

  return {
    insert: (id: string, webhookId: string, eventSeq: number, state: 'queued' | 'held', now: number) =>
      void insert.run(id, webhookId, eventSeq, state, state === 'queued' ? now : null, now, now),
    get: (id: string) => read.one(get, rowSchema, id),
    listed: (id: string) => read.one(listed, listedSchema, id),
    /** Due work of one webhook: new events before retries, oldest first. */
    due: (webhookId: string, now: number, limit: number): DeliveryRow[] => {
      const fresh = read.all(firstQueued, rowSchema, webhookId, now, limit)
      if (fresh.length === limit) return fresh
      return [...fresh, ...read.all(firstRetrying, rowSchema, webhookId, now, limit - fresh.length)]
    },
    /** The oldest waiting one, due or not: what *Keep order* sends next. */
    head: (webhookId: string) => read.one(head, rowSchema, webhookId),
    nextDue: (after: number) => read.one(nextDue, z.object({ due_at: z.number() }), after)?.due_at ?? null,
    /** Queued → sending; counts the attempt. */
    begin: (seq: number, now: number) => rowSchema.parse(begin.get({ seq, now })),
    update: (to: DeliveryUpdate, now: number) =>
      void update.run(
        to.state,
        Number(to.manual),
        to.due_at,
        to.delivered_at,
        to.last_code,
        to.last_status,
        now,
        to.seq,
      ),
    sending: () => read.all(sending, rowSchema),
    /** Waiting → held, for a webhook that was disabled or removed. Answers the ids. */
    hold: (webhookId: string, now: number) => read.all(hold, idSchema, now, webhookId).map((row) => row.id),
    /** Held → waiting, due now. `since` limits it to those held from that time on. */
    release: (webhookId: string, now: number, since = 0) =>
      release.all({ webhook: webhookId, now, since }).map((row) => idSchema.parse(row).id),
    dismiss: (webhookId: string, now: number) => read.all(dismiss, idSchema, now, webhookId).map((row) => row.id),
    ofWebhook: (webhookId: string) =>
      z.object({ held: z.number(), pending: z.number(), next: z.number().nullable() }).parse(ofWebhook.get(webhookId)),
    /** Of the failing ones, the one with the most attempts behind it. */
    furthest: (webhookId: string) => read.one(furthest, rowSchema, webhookId),
    /** Those of webhooks that can be sent to now. */
    failedSince: (since: number, webhookId: string | null) =>
      failedSince.all({ since, webhook: webhookId }).flatMap((row) => read.parse(row, rowSchema)),
    count: (states: DeliveryState[]) => countOf.parse(inStates.get(JSON.stringify(states))).count,
    page: (filter: DeliveryFilter, before: number | null, limit: number) => {
      // One bounded read a state: for all of them at once SQLite would read and sort every row there is.
      const rows = (filter.states ?? [null]).flatMap((state) => readPage(filter, state, before, limit))
      return rows.toSorted((one, other) => other.seq - one.seq).slice(0, limit)
    },
  }

  function readPage(filter: DeliveryFilter, state: DeliveryState | null, before: number | null, limit: number) {
    const where = ['delivery.seq < :before']
    const values: Record<string, string | number> = { before: before ?? Number.MAX_SAFE_INTEGER, limit }
    const add = (condition: string, name: string, value: string | null | undefined) => {
      if (value === null || value === undefined) return
      where.push(condition)
      values[name] = value
    }
    add('webhook_id = :webhook', 'webhook', filter.webhookId)
    add('event_seq = (SELECT seq FROM event WHERE id = :event)', 'event', filter.eventId)
    add('state = :state', 'state', state)
    const statement = database.prepare(
      `${selectListed} WHERE ${where.join(' AND ')} ORDER BY delivery.seq DESC LIMIT :limit`,
    )
    return statement.all(values).flatMap((row) => read.parse(row, listedSchema))
  }
}

const idSchema = z.object({ id: z.string() })
