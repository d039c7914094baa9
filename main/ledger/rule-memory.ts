import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { jsonOnce } from './read.ts'

const hitSchema = z.object({ id: z.string(), title: z.string(), timestamp: z.string() })
/** A value that was new while a rule cooled down, and the event that brought it. `known`: as it is remembered. */
const keptSchema = z.object({ known: z.string(), value: z.string(), cause: hitSchema })
export type KeptBack = z.infer<typeof keptSchema>
const alertSchema = z.object({ at: z.number(), suppressed: z.number(), kept: jsonOnce(z.array(keptSchema)) })
const atSchema = z.object({ at: z.number() })
const countSchema = z.object({ count: z.number() })
const keySchema = z.object({ key: z.string() })

const tables = ['rule_hit', 'rule_seen', 'rule_alert'] as const
export type MemoryTable = (typeof tables)[number]

/** Statements of what rules remember. `key`: the value by which a rule tells events apart. Times in ms since 1970. */
export function openRuleMemory(database: DatabaseSync) {
  const addHit = database.prepare(
    `INSERT INTO rule_hit (rule_id, key, event_id, title, timestamp, at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
  )
  const dropHits = database.prepare('DELETE FROM rule_hit WHERE rule_id = ? AND key = ? AND NOT at BETWEEN ? AND ?')
  const countHits = database.prepare('SELECT count(*) AS count FROM rule_hit WHERE rule_id = ? AND key = ?')
  const newestHits = database.prepare(
    `SELECT event_id AS id, title, timestamp FROM rule_hit WHERE rule_id = ? AND key = ? AND at <= ?
      ORDER BY at DESC, timestamp DESC LIMIT ?`,
  )
  const hitTimes = database.prepare('SELECT at FROM rule_hit WHERE rule_id = ? AND key = ? ORDER BY at')
  const clearHits = database.prepare('DELETE FROM rule_hit WHERE rule_id = ? AND key = ?')
  const seenAt = database.prepare('SELECT at FROM rule_seen WHERE rule_id = ? AND key = ?')
  const see = database.prepare(
    'INSERT INTO rule_seen VALUES (?, ?, ?) ON CONFLICT (rule_id, key) DO UPDATE SET at = excluded.at',
  )
  const lastAlert = database.prepare('SELECT at, suppressed, kept FROM rule_alert WHERE rule_id = ? AND key = ?')
  const setAlert = database.prepare(
    `INSERT INTO rule_alert (rule_id, key, at, suppressed, kept) VALUES (?, ?, ?, 0, '[]')
      ON CONFLICT (rule_id, key) DO UPDATE SET at = excluded.at, suppressed = 0, kept = '[]'`,
  )
  const suppress = database.prepare('UPDATE rule_alert SET suppressed = suppressed + 1 WHERE rule_id = ? AND key = ?')
  const keepBack = database.prepare('UPDATE rule_alert SET kept = ? WHERE rule_id = ? AND key = ?')
  const forget = tables.map((table) => database.prepare(`DELETE FROM ${table} WHERE rule_id = ?`))
  const prepareUpkeep = (table: MemoryTable) => ({
    count: database.prepare(`SELECT count(*) AS count FROM ${table} WHERE rule_id = ?`),
    oldest: database.prepare(`SELECT at FROM ${table} WHERE rule_id = ? ORDER BY at LIMIT 1 OFFSET ?`),
    last: database.prepare(`SELECT key FROM ${table} WHERE rule_id = ? AND key > ? ORDER BY key LIMIT 1 OFFSET ?`),
    drop: database.prepare(`DELETE FROM ${table} WHERE rule_id = ? AND key > ? AND (? IS NULL OR key <= ?) AND at < ?`),
    dropUpTo: database.prepare(`DELETE FROM ${table} WHERE rule_id = ? AND at <= ?`),
  })
  const upkeep = {
    rule_hit: prepareUpkeep('rule_hit'),
    rule_seen: prepareUpkeep('rule_seen'),
    rule_alert: prepareUpkeep('rule_alert'),
  }

  return {
    /** The same event counts once. */
    addHit: (rule: string, key: string, hit: z.infer<typeof hitSchema>, at: number) =>
      void addHit.run(rule, key, hit.id, hit.title, hit.timestamp, at),
    /** Those from `from` to `to` stay. Answers how many that are. */
    keepHits: (rule: string, key: string, from: number, to: number): number => {
      dropHits.run(rule, key, from, to)
      return countSchema.parse(countHits.get(rule, key)).count
    },
    /** In order, ms since 1970. */
    hitTimes: (rule: string, key: string) =>
      z
        .array(atSchema)
        .parse(hitTimes.all(rule, key))
        .map(({ at }) => at),
    /** Newest first, from `to` on. */
    hits: (rule: string, key: string, to: number, limit: number) =>
      z.array(hitSchema).parse(newestHits.all(rule, key, to, limit)),
    clearHits: (rule: string, key: string) => void clearHits.run(rule, key),
    seenAt: (rule: string, key: string): number | null => {
      const row = seenAt.get(rule, key)
      return row ? atSchema.parse(row).at : null
    },
    see: (rule: string, key: string, at: number) => void see.run(rule, key, at),
    lastAlert: (rule: string, key: string) => {
      const row = lastAlert.get(rule, key)
      return row ? alertSchema.parse(row) : null
    },
    alerted: (rule: string, key: string, at: number) => void setAlert.run(rule, key, at),
    /** Counts an alert that was not fired. */
    suppress: (rule: string, key: string) => void suppress.run(rule, key),
    /** Until the next alert. */
    keepBack: (rule: string, key: string, kept: readonly KeptBack[]) =>
      void keepBack.run(JSON.stringify(kept), rule, key),
    forget: (rule: string): void => {
      for (const statement of forget) statement.run(rule)
    },
    /** Lets go of the oldest beyond `most`. */
    trim: (table: MemoryTable, rule: string, most: number): void => {
      const { count, oldest, dropUpTo } = upkeep[table]
      const over = countSchema.parse(count.get(rule)).count - most
      if (over <= 0) return
      const row = oldest.get(rule, over - 1)
      if (row) dropUpTo.run(rule, atSchema.parse(row).at)
    },
    /** Lets go of what is older than `before`, of the next `limit` behind `after`. Answers where it stopped; null: at the end. */
    prune: (table: MemoryTable, rule: string, after: string, limit: number, before: number): string | null => {
      const { last, drop } = upkeep[table]
      const row = last.get(rule, after, limit - 1)
      const end = row ? keySchema.parse(row).key : null
      drop.run(rule, after, end, end, before)
      return end
    },
  }
}

export type RuleMemoryTables = ReturnType<typeof openRuleMemory>
