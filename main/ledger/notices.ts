import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { makeReader, type ReportUnreadable } from './read.ts'

/** `early`: the third attempt of a delivery failed. */
const noticeKindSchema = z.enum(['disabled', 'recovered', 'early'])
export type NoticeKind = z.infer<typeof noticeKindSchema>

const rowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  kind: noticeKindSchema,
  webhook_id: z.string(),
  delivery_id: z.string().nullable(),
  reason: z.string(),
  at: z.number(),
})
export type NoticeRow = z.infer<typeof rowSchema>

export type NewNotice = Pick<NoticeRow, 'id' | 'kind' | 'reason' | 'at'> & {
  webhookId: string
  deliveryId: string | null
}

/** The outbox: what the analyst is to hear, written with the facts it tells of. */
export function openNotices(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('notice', report)
  const insert = database.prepare(
    'INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const get = database.prepare('SELECT * FROM notice WHERE id = ?')
  const page = database.prepare('SELECT * FROM notice WHERE seq < ? ORDER BY seq DESC LIMIT ?')
  return {
    insert: ({ id, kind, webhookId, deliveryId, reason, at }: NewNotice) =>
      void insert.run(id, kind, webhookId, deliveryId, reason, at),
    get: (id: string) => read.one(get, rowSchema, id),
    /** Newest first; `before` is the seq of the last one of the page before. */
    page: (before: number | null, limit: number) =>
      read.first(page, rowSchema, limit, before ?? Number.MAX_SAFE_INTEGER),
  }
}
