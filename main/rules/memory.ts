import { createHash } from 'node:crypto'
import type { KeptBack, MemoryTable, RuleMemoryTables } from '../ledger/rule-memory.ts'

/** An event that caused an alert, or may. */
export type Cause = { id: string; title: string; timestamp: string }

type LastAlert = { at: number; suppressed: number; kept: readonly KeptBack[] }

/** What one rule remembers. Keys are bounded; times in ms since 1970. */
export type RuleMemory = {
  lastAlert: (key: string) => LastAlert | null
  alerted: (key: string, at: number) => void
  suppress: (key: string) => void
  /** For the next alert of this key; after one. */
  keepBack: (key: string, kept: readonly KeptBack[]) => void
  /** Remembers it, and lets go of those before `from` and behind `to`. Answers how many there are from `from` to `to`. */
  hit: (key: string, cause: Cause, at: number, from: number, to: number) => number
  /** In order. */
  hitTimes: (key: string) => readonly number[]
  /** Newest first, from `to` on. */
  hits: (key: string, to: number, limit: number) => Cause[]
  clearHits: (key: string) => void
  seenAt: (key: string) => number | null
  see: (key: string, at: number) => void
}

/** Of one rule, in each table. Beyond as many the oldest go: who floods a rule with values blinds it only for the old ones. */
export const mostRemembered = 100_000
/** How often that is looked at. */
const trimEach = 1024

const longestKey = 200

/** A value as it is remembered: whole, or cut with what tells it from others of the same beginning. */
export function boundKey(text: string): string {
  if (text.length <= longestKey) return text
  return `${text.slice(0, 120)}…${createHash('sha256').update(text).digest('hex')}`
}

/** In the ledger: it survives a crash, and is undone together with what it was part of. */
export function openMemory(tables: RuleMemoryTables, rule: string): RuleMemory {
  const added: Record<MemoryTable, number> = { rule_hit: 0, rule_seen: 0, rule_alert: 0 }
  const bound = (table: MemoryTable) => {
    added[table] += 1
    if (added[table] % trimEach === 0) tables.trim(table, rule, mostRemembered)
  }
  return {
    lastAlert: (key) => tables.lastAlert(rule, key),
    alerted: (key, at) => {
      tables.alerted(rule, key, at)
      bound('rule_alert')
    },
    suppress: (key) => tables.suppress(rule, key),
    keepBack: (key, kept) => tables.keepBack(rule, key, kept),
    hit: (key, cause, at, from, to) => {
      tables.addHit(rule, key, cause, at)
      bound('rule_hit')
      return tables.keepHits(rule, key, from, to)
    },
    hitTimes: (key) => tables.hitTimes(rule, key),
    hits: (key, to, limit) => tables.hits(rule, key, to, limit),
    clearHits: (key) => tables.clearHits(rule, key),
    seenAt: (key) => tables.seenAt(rule, key),
    see: (key, at) => {
      tables.see(rule, key, at)
      bound('rule_seen')
    },
  }
}

/** For a trial: nothing of it stays. */
export function makeTrialMemory(): RuleMemory {
  const alerts = new Map<string, LastAlert>()
  const hits = new Map<string, { cause: Cause; at: number }[]>()
  const seen = new Map<string, number>()
  return {
    lastAlert: (key) => alerts.get(key) ?? null,
    alerted: (key, at) => void alerts.set(key, { at, suppressed: 0, kept: [] }),
    suppress: (key) => {
      const last = alerts.get(key)
      if (last) last.suppressed += 1
    },
    keepBack: (key, kept) => {
      const last = alerts.get(key)
      if (last) last.kept = kept
    },
    hit: (key, cause, at, from, to) => {
      const before = (hits.get(key) ?? []).filter((hit) => hit.cause.id !== cause.id)
      const all = [...before, { cause, at }].filter((hit) => hit.at >= from && hit.at <= to)
      const kept = all.toSorted((a, b) => a.at - b.at)
      hits.set(key, kept)
      return kept.length
    },
    hitTimes: (key) => (hits.get(key) ?? []).map(({ at }) => at),
    hits: (key, to, limit) =>
      (hits.get(key) ?? [])
        .filter(({ at }) => at <= to)
        .slice(-limit)
        .map(({ cause }) => cause)
        .toReversed(),
    clearHits: (key) => void hits.delete(key),
    seenAt: (key) => seen.get(key) ?? null,
    see: (key, at) => void seen.set(key, at),
  }
}
