import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { StoredFilter } from '../../preload/contract/filter.ts'
import { compileFilter } from '../conditions/compile.ts'

type LetsThrough = (event: SecurityEvent) => boolean

/** The ledger keeps a definition it has parsed, and so each filter is compiled once. null: it can't be read. */
const compiled = new WeakMap<NonNullable<StoredFilter>, LetsThrough | null>()

export const isReadable = (filter: StoredFilter): boolean => filter === null || compileOnce(filter) !== null

/** Whether an event passes. What can't be read keeps nothing back: an event too many is better than one too few. */
export function letsThrough(filter: StoredFilter, event: SecurityEvent): boolean {
  if (filter === null) return true
  const passes = compileOnce(filter)
  if (!passes) return true
  try {
    return passes(event)
  } catch {
    return true
  }
}

function compileOnce(filter: NonNullable<StoredFilter>): LetsThrough | null {
  const known = compiled.get(filter)
  if (known !== undefined) return known
  const made = compile(filter)
  compiled.set(filter, made)
  return made
}

function compile(filter: NonNullable<StoredFilter>): LetsThrough | null {
  if (filter.op === 'unreadable') return null
  try {
    return compileFilter(filter)
  } catch {
    return null
  }
}
