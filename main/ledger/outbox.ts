import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { makeReader, type ReportUnreadable } from './read.ts'

export type Channel = 'mail' | 'desktop'
export type About = 'notice' | 'event'

const restSchema = z.object({ to: z.array(z.string()), refused: z.array(z.string()) })
/** Of a mail some have got: who is still to get it, and whom the server takes no mail for. */
export type Rest = z.infer<typeof restSchema>

const rowSchema = z.object({
  seq: z.number(),
  about: z.enum(['notice', 'event']),
  ref: z.string(),
  state: z.enum(['waiting', 'sending', 'sent', 'unknown', 'failed']),
  attempts: z.number(),
  due_at: z.number(),
  created_at: z.number(),
  ended_at: z.number().nullable(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  rest: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(restSchema)
    .nullable(),
})
export type OutboxRow = z.infer<typeof rowSchema>

/** What became of a try. `dueAt`: of one that waits again; `rest`: where it got to some. */
export type OutboxEnd = {
  state: 'waiting' | 'sent' | 'unknown' | 'failed'
  code: string
  reason: string | null
  dueAt?: number
  rest?: Rest
}

const countSchema = z.object({ count: z.number() })
const nextSchema = z.object({ due_at: z.number().nullable() })

/** What has to reach somebody outside the window, per channel. See migration 008 for what a row is. */
export function openOutbox(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('outbox', report)
  const add = database.prepare(
    'INSERT OR IGNORE INTO outbox (channel, about, ref, due_at, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const due = database.prepare(
    `SELECT * FROM outbox WHERE channel = ? AND about = ? AND state = 'waiting' AND due_at <= ? ORDER BY due_at, seq LIMIT ?`,
  )
  const next = database.prepare(
    `SELECT min(due_at) AS due_at FROM outbox WHERE channel = ? AND about = ? AND state = 'waiting'`,
  )
  const claim = database.prepare(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE seq = ? AND state = 'waiting'`,
  )
  const settle = database.prepare(
    'UPDATE outbox SET state = :state, code = :code, reason = :reason, due_at = coalesce(:due, due_at), rest = coalesce(:rest, rest), ended_at = :ended WHERE seq = :seq',
  )
  const postpone = database.prepare(
    `UPDATE outbox SET attempts = attempts + 1, due_at = ?, code = ?, reason = ? WHERE seq = ? AND state = 'waiting'`,
  )
  const hasten = database.prepare(
    `UPDATE outbox SET due_at = :now WHERE channel = :channel AND state = 'waiting' AND due_at > :now`,
  )
  const interrupted = database.prepare(
    `UPDATE outbox SET state = 'unknown', code = 'unknown', reason = ?, ended_at = ? WHERE channel = ? AND state = 'sending'`,
  )
  const drop = database.prepare(`DELETE FROM outbox WHERE seq = ? AND state = 'waiting'`)
  const dropAll = database.prepare(`DELETE FROM outbox WHERE channel = ? AND about = ? AND state = 'waiting'`)
  const waiting = database.prepare(`SELECT count(*) AS count FROM outbox WHERE channel = ? AND state = 'waiting'`)
  const page = database.prepare('SELECT * FROM outbox WHERE channel = ? ORDER BY seq DESC LIMIT ?')

  return {
    /** Nothing happens where this is to be told, or was, already. */
    add: (channel: Channel, about: About, ref: string, now: number) => void add.run(channel, about, ref, now, now),
    /** Waiting rows whose time has come, oldest first. */
    due: (channel: Channel, about: About, now: number, limit: number) =>
      read.first(due, rowSchema, limit, channel, about, now),
    /** When the next one falls due; null: none waits. */
    nextDue: (channel: Channel, about: About) => nextSchema.parse(next.get(channel, about)).due_at,
    /** Right before they leave. Answers those that were still waiting. */
    claim: (rows: readonly OutboxRow[]) => rows.filter(({ seq }) => claim.run(seq).changes > 0),
    settle: (seq: number, { state, code, reason, dueAt, rest }: OutboxEnd, now: number): void => {
      const left = rest === undefined ? null : JSON.stringify(rest)
      settle.run({ seq, state, code, reason, due: dueAt ?? null, rest: left, ended: state === 'waiting' ? null : now })
    },
    /** A try that ended before anything was claimed. */
    postpone: (seq: number, dueAt: number, code: string, reason: string) => void postpone.run(dueAt, code, reason, seq),
    /** What waits is due now. */
    hasten: (channel: Channel, now: number) => void hasten.run({ channel, now }),
    /** Once at the start: what was being sent when the app ended may have arrived. */
    interrupted: (channel: Channel, reason: string, now: number) => interrupted.run(reason, now, channel).changes,
    drop: (seq: number) => void drop.run(seq),
    dropWaiting: (channel: Channel, about: About) => dropAll.run(channel, about).changes,
    waiting: (channel: Channel) => countSchema.parse(waiting.get(channel)).count,
    /** Newest first. */
    page: (channel: Channel, limit: number) => read.first(page, rowSchema, limit, channel),
  }
}
