import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type DeliveryFilter, deliveryStates } from '../../preload/contract/delivery.ts'
import { eventTypeSchema, severitySchema } from '../../preload/contract/event.ts'
import { deliveryRowSchema } from './deliveries.ts'
import { makeReader, type ReportUnreadable } from './read.ts'

const listedSchema = deliveryRowSchema.extend({
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

const seqSchema = z.object({ seq: z.number() })
const countersSchema = z.object({ pending: z.number(), held: z.number(), failed: z.number() })

/** What is shown of deliveries. Paging is by `seq`, newest first, never by offset; the counts are kept, not counted. */
export function openDeliveryLists(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('delivery', report)
  const listed = database.prepare(`${selectListed} WHERE delivery.id = ?`)
  const listedAt = database.prepare(`${selectListed} WHERE delivery.seq = ?`)
  const newest = database.prepare('SELECT seq FROM delivery WHERE seq < ? ORDER BY seq DESC LIMIT ?')
  const ofEvent = database.prepare(
    `SELECT seq FROM delivery INDEXED BY delivery_of_event
      WHERE event_seq = (SELECT seq FROM event WHERE id = :event) AND seq < :before
        AND (:webhook IS NULL OR webhook_id = :webhook) AND state IN (SELECT value FROM json_each(:states))
      ORDER BY seq DESC LIMIT :limit`,
  )
  const inState = database.prepare(
    `SELECT seq FROM delivery INDEXED BY delivery_listed WHERE webhook_id = ? AND state = ? AND seq > ? AND seq < ?
      ORDER BY seq DESC LIMIT ?`,
  )
  const webhooks = database.prepare('SELECT webhook_id AS id FROM tally')
  const ofWebhook = database.prepare(
    `SELECT coalesce(pending, 0) AS pending, coalesce(held, 0) AS held, (SELECT min(due_at) FROM (
        SELECT min(due_at) AS due_at FROM delivery WHERE webhook_id = :webhook AND state = 'queued' AND due_at IS NOT NULL
        UNION ALL
        SELECT min(due_at) AS due_at FROM delivery WHERE webhook_id = :webhook AND state = 'retrying' AND due_at IS NOT NULL
      )) AS next FROM (SELECT 1) LEFT JOIN tally ON webhook_id = :webhook`,
  )
  const counters = database.prepare(
    `SELECT coalesce(sum(pending), 0) AS pending, coalesce(sum(held), 0) AS held, coalesce(sum(failed), 0) AS failed
      FROM tally WHERE webhook_id NOT IN (SELECT id FROM webhook WHERE removed_at IS NOT NULL)`,
  )

  /** The seqs, newest first, of up to `limit` deliveries that match. */
  function match({ webhookId, eventId, states }: DeliveryFilter, before: number, limit: number): number[] {
    const seqs = (rows: unknown[]) => rows.map((row) => seqSchema.parse(row).seq)
    if (eventId !== undefined) {
      const filter = { webhook: webhookId ?? null, states: JSON.stringify(states ?? deliveryStates) }
      return seqs(ofEvent.all({ event: eventId, before, limit, ...filter }))
    }
    if (webhookId === undefined && states === undefined) return seqs(newest.all(before, limit))
    const ids = webhookId === undefined ? webhooks.all().map(({ id }) => z.string().parse(id)) : [webhookId]
    // One bounded read per webhook and state, each only of what is newer than the last one that still has a place: where
    // matches are rare, one read over them all would pass every row there is.
    let found: number[] = []
    for (const id of ids) {
      for (const state of states ?? deliveryStates) {
        const floor = found.length < limit ? 0 : (found.at(-1) ?? 0)
        const more = seqs(inState.all(id, state, floor, before, limit))
        if (more.length > 0) found = [...found, ...more].toSorted((one, other) => other - one).slice(0, limit)
      }
    }
    return found
  }

  return {
    listed: (id: string) => read.one(listed, listedSchema, id),
    page: (filter: DeliveryFilter, before: number | null, limit: number): ListedDelivery[] => {
      const rows: ListedDelivery[] = []
      let from = before ?? Number.MAX_SAFE_INTEGER
      for (;;) {
        const wanted = limit - rows.length
        const seqs = match(filter, from, wanted)
        for (const seq of seqs) rows.push(...read.all(listedAt, listedSchema, seq))
        from = seqs.at(-1) ?? 0
        // Rows that can't be read leave places: what is behind them must not seem to be the end.
        if (seqs.length < wanted || rows.length === limit) return rows
      }
    },
    /** Of one webhook: how many are held, how many wait or are being sent, and when the next is due. */
    ofWebhook: (webhookId: string) =>
      countersSchema
        .pick({ held: true, pending: true })
        .extend({ next: z.number().nullable() })
        .parse(ofWebhook.get({ webhook: webhookId })),
    /** Of all webhooks that are not removed. */
    counters: () => countersSchema.parse(counters.get()),
  }
}
