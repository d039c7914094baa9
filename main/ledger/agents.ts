import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type AgentCounts, type AgentState, agentStateSchema } from '../../preload/contract/agent.ts'
import { countOf, json, makeReader, type ReportUnreadable } from './read.ts'

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: agentStateSchema,
  /** In this state. */
  since: z.number(),
  last_seen_at: z.number(),
  /** When its silence is to be looked at; null: nothing is awaited of it. */
  due_at: z.number().nullable(),
  silence_seconds: z.number().nullable(),
  maintenance_until: z.number().nullable(),
  facts: json(z.record(z.string(), z.string())),
})
export type AgentRow = z.infer<typeof rowSchema>

const dueSchema = z.object({ due: z.number().nullable() })

type Page = {
  state: AgentState | null
  search: string
  after: { state: AgentState; name: string; id: string } | null
  limit: number
}

/** SECURITY: what is searched for are letters, never a pattern. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, (letter) => `\\${letter}`)

/** Statements of the agent table. */
export function openAgents(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('agent', report)
  const one = database.prepare('SELECT * FROM agent WHERE id = ?')
  const named = database.prepare('SELECT * FROM agent WHERE name = ? ORDER BY last_seen_at DESC LIMIT 1')
  const insert = database.prepare(
    `INSERT INTO agent (id, name, state, since, last_seen_at, due_at, facts)
      VALUES (:id, :name, :state, :since, :seen, :due, :facts)`,
  )
  const seen = database.prepare('UPDATE agent SET last_seen_at = ?, due_at = ? WHERE id = ?')
  const rename = database.prepare('UPDATE agent SET id = ? WHERE id = ?')
  const describe = database.prepare('UPDATE agent SET name = ?, facts = ? WHERE id = ?')
  const become = database.prepare('UPDATE agent SET state = ?, since = ?, last_seen_at = ?, due_at = ? WHERE id = ?')
  const setDue = database.prepare('UPDATE agent SET due_at = ? WHERE id = ?')
  const setSilence = database.prepare('UPDATE agent SET silence_seconds = ? WHERE id = ?')
  const setMaintenance = database.prepare('UPDATE agent SET maintenance_until = ? WHERE id = ?')
  const forget = database.prepare('DELETE FROM agent WHERE id = ?')
  const lookAgain = database.prepare(
    `UPDATE agent SET due_at = iif(state = 'online', 0, NULL), last_seen_at = min(last_seen_at, :now),
      since = min(since, :now) WHERE state = 'online' OR last_seen_at > :now OR since > :now`,
  )
  const release = database.prepare('UPDATE agent SET due_at = NULL WHERE due_at <= ?')
  const nextDue = database.prepare('SELECT min(due_at) AS due FROM agent INDEXED BY agent_due WHERE due_at IS NOT NULL')
  const due = database.prepare('SELECT * FROM agent WHERE due_at <= ? ORDER BY due_at LIMIT ?')
  const count = database.prepare('SELECT count(*) AS count FROM agent WHERE state = ?')
  const page = database.prepare(
    `SELECT * FROM agent INDEXED BY agent_listed WHERE (?1 IS NULL OR state = ?1) AND (state, name, id) > (?2, ?3, ?4)
      AND (?5 = '' OR name LIKE ?6 ESCAPE '\\' OR id LIKE ?6 ESCAPE '\\') ORDER BY state, name, id LIMIT ?7`,
  )
  const counted = (state: AgentState) => countOf.parse(count.get(state)).count

  return {
    get: (id: string) => read.one(one, rowSchema, id),
    /** The one of this name that was seen last. */
    named: (name: string) => read.one(named, rowSchema, name),
    insert: (agent: Pick<AgentRow, 'id' | 'name' | 'state' | 'facts'>, at: number, dueAt: number | null): void =>
      void insert.run({ ...agent, facts: JSON.stringify(agent.facts), since: at, seen: at, due: dueAt }),
    /** A sign of life at `at`. */
    seen: (id: string, at: number, dueAt: number | null): void => void seen.run(at, dueAt, id),
    /** It was known by its name only, and now says its id. */
    setId: (id: string, next: string): void => void rename.run(next, id),
    describe: (id: string, name: string, facts: AgentRow['facts']): void =>
      void describe.run(name, JSON.stringify(facts), id),
    become: (id: string, next: { state: AgentState; since: number; seen: number; due: number | null }): void =>
      void become.run(next.state, next.since, next.seen, next.due, id),
    setDue: (id: string, dueAt: number | null): void => void setDue.run(dueAt, id),
    setSilence: (id: string, seconds: number | null): void => void setSilence.run(seconds, id),
    setMaintenance: (id: string, until: number | null): void => void setMaintenance.run(until, id),
    /** Answers whether there was one. */
    forget: (id: string): boolean => forget.run(id).changes > 0,
    /** All are due, to be judged anew, and none was seen later than now. */
    lookAgain: (now: number): void => void lookAgain.run({ now }),
    /** When the first is due; null: none is. */
    nextDue: (): number | null => dueSchema.parse(nextDue.get()).due,
    /** Nothing is awaited any more of those that are still due. */
    release: (now: number): void => void release.run(now),
    due: (now: number, limit: number) => read.first(due, rowSchema, limit, now),
    counts: (): AgentCounts => ({ offline: counted('offline'), online: counted('online') }),
    /** Offline ones first, then by name. */
    page: ({ state, search, after, limit }: Page) => {
      const from = [after?.state ?? state ?? '', after?.name ?? '', after?.id ?? '']
      return read.first(page, rowSchema, limit, state, ...from, search, `%${escapeLike(search)}%`)
    },
  }
}
