import type { RuleDraft } from '../../../preload/contract/rule.ts'
import { inData } from './in-data.ts'

type Counted = Pick<RuleDraft, 'when' | 'by'>

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** "5m" → 300; null where it is none. */
export function readTimeframe(text: string): number | null {
  const found = /^(\d{1,6})([smhd])$/.exec(text.trim())
  return found ? Number(found[1]) * (units[found[2] ?? ''] ?? 0) : null
}

/** What stands behind `|` of an older condition: only a count of events has its equal here. */
export function readAggregation(text: string, withinSeconds: number | null): Counted | { refused: string } {
  const found = /^count\(\)(?:\s+by\s+([^\s|]+))?\s*(>=|>)\s*(\d{1,6})$/i.exec(text.trim())
  if (!found) return { refused: `“${text.trim()}” has no equal here; count() by one field, > or >= a number, has.` }
  if (withinSeconds === null) return { refused: 'A count needs a timeframe, such as 5m.' }
  const atLeast = Number(found[3]) + (found[2] === '>' ? 1 : 0)
  return { when: { kind: 'count', atLeast, withinSeconds }, by: found[1] === undefined ? null : inData(found[1]) }
}
