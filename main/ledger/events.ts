import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  eventDataSchema,
  type EventRow,
  type EventSource,
  eventSourceSchema,
  type EventType,
  eventTypeSchema,
  type SecurityEvent,
  severitySchema,
} from '../../preload/contract/event.ts'
import { json, makeReader, type ReportUnreadable } from './read.ts'

const seqSchema = z.object({ seq: z.number() })

const eventSchema = z.object({
  seq: z.number(),
  id: z.string(),
  type: eventTypeSchema,
  timestamp: z.string(),
  data: json(eventDataSchema),
})

const rowSchema = z
  .object({
    seq: z.number(),
    id: z.string(),
    type: eventTypeSchema,
    severity: severitySchema,
    title: z.string(),
    subject: z.string().nullable(),
    source: eventSourceSchema,
    happened_at: z.number(),
    accepted_at: z.number(),
    deliveries: z.number(),
    delivered: z.number(),
  })
  .transform(({ happened_at: happenedAt, accepted_at: acceptedAt, ...row }): EventRow => ({
    ...row,
    happenedAt,
    acceptedAt,
  }))

const selectRow = `SELECT seq, id, type, severity, title, subject, source, happened_at, accepted_at,
  (SELECT count(*) FROM delivery WHERE event_seq = event.seq) AS deliveries,
  (SELECT count(*) FROM delivery WHERE event_seq = event.seq AND delivered_at IS NOT NULL) AS delivered FROM event`

export type NewEvent = SecurityEvent & { subject: string | null; source: EventSource; acceptedAt: number }

/** Statements of the event table. */
export function openEvents(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('event', report)
  const insert = database.prepare(
    `INSERT INTO event (id, type, timestamp, severity, title, subject, source, happened_at, accepted_at, data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING seq`,
  )
  const page = database.prepare(`${selectRow} WHERE seq < ? ORDER BY seq DESC LIMIT ?`)
  const row = database.prepare(`${selectRow} WHERE id = ?`)
  const bySeq = database.prepare('SELECT seq, id, type, timestamp, data FROM event WHERE seq = ?')
  const lastOfType = database.prepare('SELECT seq FROM event WHERE type = ? ORDER BY seq DESC LIMIT ?')
  const byId = database.prepare('SELECT seq, id, type, timestamp, data FROM event WHERE id = ?')

  return {
    /** Answers the new row's seq, or null where this id is there already. */
    insert: (event: NewEvent) =>
      read.one(
        insert,
        seqSchema,
        event.id,
        event.type,
        event.timestamp,
        event.data.severity,
        event.data.title,
        event.subject,
        event.source,
        Date.parse(event.timestamp),
        event.acceptedAt,
        JSON.stringify(event.data),
      )?.seq ?? null,
    page: (before: number | null, limit: number) =>
      read.first(page, rowSchema, limit, before ?? Number.MAX_SAFE_INTEGER),
    row: (id: string) => read.one(row, rowSchema, id),
    bySeq: (seq: number) => read.one(bySeq, eventSchema, seq),
    /** The newest of these types, newest first. One that can't be read takes its place without being among them. */
    last: (types: readonly EventType[], limit: number) =>
      types
        .flatMap((type) => read.all(lastOfType, seqSchema, type, limit))
        .toSorted((a, b) => b.seq - a.seq)
        .slice(0, limit)
        .flatMap(({ seq }) => read.one(bySeq, eventSchema, seq) ?? []),
    byId: (id: string) => read.one(byId, eventSchema, id),
  }
}
