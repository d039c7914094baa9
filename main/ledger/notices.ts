import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { noticeKindSchema } from '../../preload/contract/notice.ts'
import { makeReader, type ReportUnreadable } from './read.ts'

const rowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  kind: noticeKindSchema,
  /** What it tells of: one of both. */
  webhook_id: z.string().nullable(),
  rule_id: z.string().nullable(),
  delivery_id: z.string().nullable(),
  reason: z.string(),
  at: z.number(),
  read_at: z.number().nullable(),
})
export type NoticeRow = z.infer<typeof rowSchema>

export type NewNotice = Pick<NoticeRow, 'id' | 'kind' | 'reason' | 'at'> &
  ({ webhookId: string; deliveryId: string | null } | { ruleId: string })

const countSchema = z.object({ count: z.number() })
const shownSchema = z.object({ ended_at: z.number().nullable() }).optional()

/** What the analyst is to hear, written with the facts it tells of. */
export function openNotices(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('notice', report)
  const insert = database.prepare(
    `INSERT INTO notice (id, kind, webhook_id, rule_id, delivery_id, reason, at)
     VALUES (:id, :kind, :webhookId, :ruleId, :deliveryId, :reason, :at)`,
  )
  const get = database.prepare('SELECT * FROM notice WHERE id = ?')
  const page = database.prepare('SELECT * FROM notice WHERE seq < ? ORDER BY seq DESC LIMIT ?')
  const unread = database.prepare('SELECT count(*) AS count FROM notice WHERE read_at IS NULL')
  const readOne = database.prepare('UPDATE notice SET read_at = ? WHERE id = ? AND read_at IS NULL')
  const readAll = database.prepare('UPDATE notice SET read_at = ? WHERE read_at IS NULL')
  const shown = database.prepare(
    `SELECT ended_at FROM notice JOIN outbox ON outbox.ref = notice.id AND about = 'notice' AND channel = 'desktop'
     WHERE webhook_id = ? AND state <> 'waiting' ORDER BY notice.seq DESC LIMIT 1`,
  )
  return {
    insert: (notice: NewNotice) => void insert.run({ webhookId: null, ruleId: null, deliveryId: null, ...notice }),
    /** How many the analyst has not seen. */
    unread: () => countSchema.parse(unread.get()).count,
    /** Nothing happens to one that was read before. */
    read: (ids: readonly string[], now: number) => ids.forEach((id) => readOne.run(now, id)),
    readAll: (now: number) => void readAll.run(now),
    /** When the desktop last told of this webhook; null: never yet. */
    shownAt: (webhookId: string) => shownSchema.parse(shown.get(webhookId))?.ended_at ?? null,
    get: (id: string) => read.one(get, rowSchema, id),
    /** Newest first; `before` is the seq of the last one of the page before. */
    page: (before: number | null, limit: number) =>
      read.first(page, rowSchema, limit, before ?? Number.MAX_SAFE_INTEGER),
  }
}
