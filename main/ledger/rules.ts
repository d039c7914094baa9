import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { eventDataSchema, eventSourceSchema, eventTypeSchema } from '../../preload/contract/event.ts'
import { type RuleDraft, ruleDraftSchema } from '../../preload/contract/rule.ts'
import { json, jsonOnce, makeReader, type ReportUnreadable } from './read.ts'

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null: it can't be read. The rule is shown, and looks at nothing. */
  definition: jsonOnce(ruleDraftSchema).nullable().catch(null),
  created_at: z.number(),
  removed_at: z.number().nullable(),
  disabled_at: z.number().nullable(),
  stopped_at: z.number().nullable(),
  stopped_reason: z.string().nullable(),
  /** Since when it remembers. */
  begun_at: z.number(),
  alerts: z.number(),
  last_alert_at: z.number().nullable(),
  /** When it was told that nothing came. */
  quiet_at: z.number().nullable(),
  /** How long nothing came, ms, as far as anything could; 0 once it was told. */
  waited_ms: z.number(),
})
export type RuleRow = z.infer<typeof rowSchema>

const stampSchema = z.object({ stamp: z.string() })

const tryableSchema = z.object({
  id: z.string(),
  type: eventTypeSchema,
  timestamp: z.string(),
  data: json(eventDataSchema),
  source: eventSourceSchema,
  accepted_at: z.number(),
})

/** Statements of the rule table. `removed` ones stay for a while, so that a removal can be taken back. */
export function openRuleTable(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('rule', report)
  const all = database.prepare('SELECT * FROM rule WHERE removed_at IS NULL ORDER BY created_at, id')
  const one = database.prepare('SELECT * FROM rule WHERE id = ?')
  // As text: 64 random bits are more than a number holds.
  const stamp = database.prepare('SELECT CAST(stamp AS TEXT) AS stamp FROM rule_stamp')
  const insert = database.prepare(
    'INSERT INTO rule (id, name, definition, created_at, begun_at) VALUES (:id, :name, :definition, :now, :now)',
  )
  const update = database.prepare('UPDATE rule SET name = ?, definition = ? WHERE id = ?')
  const begin = database.prepare(
    'UPDATE rule SET begun_at = ?, quiet_at = NULL, waited_ms = 0, stopped_at = NULL, stopped_reason = NULL WHERE id = ?',
  )
  const remove = database.prepare('UPDATE rule SET removed_at = ?, waited_ms = 0 WHERE id = ?')
  const disable = database.prepare('UPDATE rule SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL')
  const enable = database.prepare(
    'UPDATE rule SET disabled_at = NULL, stopped_at = NULL, stopped_reason = NULL, quiet_at = NULL, waited_ms = 0 WHERE id = ?',
  )
  const stop = database.prepare(
    'UPDATE rule SET stopped_at = ?, stopped_reason = ? WHERE id = ? AND stopped_at IS NULL',
  )
  const fired = database.prepare('UPDATE rule SET alerts = alerts + 1, last_alert_at = ? WHERE id = ?')
  const quiet = database.prepare('UPDATE rule SET quiet_at = ?, waited_ms = 0 WHERE id = ?')
  const waited = database.prepare('UPDATE rule SET waited_ms = ? WHERE id = ?')
  const removedBefore = database.prepare('SELECT * FROM rule WHERE removed_at < ?')
  const drop = database.prepare('DELETE FROM rule WHERE id = ?')
  // What rules fired feeds no rule.
  const last = database.prepare(
    `SELECT id, type, timestamp, data, source, accepted_at FROM event
      WHERE seq > (SELECT max(seq) FROM event) - ? AND source <> 'rules' ORDER BY seq`,
  )

  return {
    all: () => read.all(all, rowSchema),
    get: (id: string) => read.one(one, rowSchema, id),
    /** Another one whenever `all` would compile to something else. */
    stamp: () => stampSchema.parse(stamp.get()).stamp,
    insert: (id: string, draft: RuleDraft, now: number) =>
      void insert.run({ id, name: draft.name, definition: JSON.stringify(draft), now }),
    update: (id: string, draft: RuleDraft) => void update.run(draft.name, JSON.stringify(draft), id),
    /** It looks as one that was just made. */
    beginAnew: (id: string, now: number) => void begin.run(now, id),
    /** Sets or, with null, takes back the removal. */
    setRemoved: (id: string, at: number | null) => void remove.run(at, id),
    disable: (id: string, now: number) => void disable.run(now, id),
    enable: (id: string) => void enable.run(id),
    /** Answers false where it was stopped before. */
    stop: (id: string, reason: string, now: number) => stop.run(now, reason, id).changes > 0,
    fired: (id: string, now: number) => void fired.run(now, id),
    /** With null, something came: its wait begins anew. */
    setQuiet: (id: string, at: number | null) => void quiet.run(at, id),
    setWaited: (id: string, ms: number) => void waited.run(Math.round(ms), id),
    removedBefore: (time: number) => read.all(removedBefore, rowSchema, time),
    drop: (id: string) => void drop.run(id),
    /** Of the last so many events those that rules look at, oldest first, one at a time: each may be large. */
    *lastEvents(limit: number) {
      for (const row of last.iterate(limit)) {
        const parsed = tryableSchema.safeParse(row)
        if (parsed.success) yield parsed.data
      }
    },
  }
}
