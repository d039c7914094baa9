import { fieldShortcuts } from '../../preload/contract/filter.ts'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import type { Fields } from '../conditions/fields.ts'
import type { KeptBack } from '../ledger/rule-memory.ts'
import { isWithin } from './is-within.ts'
import { boundKey, type RuleMemory } from './memory.ts'

const day = 24 * 60 * 60 * 1000
/** Of one event so many values can be new, and so many are kept for the next alert. */
const mostNew = 20
const longestValue = 200
/** A value that is seen again is remembered anew after a while only: that saves writing each time. */
const renewEach = 60 * 60 * 1000

/** Keeps new values for the next alert; they stay new until then. Answers whether any is new to these as well. */
export function keepBack(
  memory: RuleMemory,
  key: string,
  known: readonly KeptBack[],
  isNew: readonly KeptBack[],
  now: number,
) {
  const more = isNew.filter((one) => !known.some((other) => other.known === one.known))
  if (more.length === 0) return false
  const kept = [...known, ...more]
  if (known.length < mostNew) memory.keepBack(key, kept.slice(0, mostNew))
  // Too many to be named: that they are counted is all that will be said of them.
  for (const one of kept.slice(mostNew)) memory.see(one.known, now)
  return true
}

/** The values of a field that were not seen for so many days. */
export function newValues(
  { of, rememberDays }: Extract<RuleDraft['when'], { kind: 'first' }>,
  key: string,
  fields: Fields,
  memory: RuleMemory,
  now: number,
): { known: string; value: string }[] {
  const texts = fields.texts(of)
  // A short name stands for several fields that say the same thing: the first is its value.
  const asked = fieldShortcuts.some((name) => name === of) ? texts.slice(0, 1) : texts.slice(0, mostNew)
  return asked.flatMap((value) => {
    const known = boundKey(JSON.stringify([key, value]))
    const at = memory.seenAt(known)
    if (at === null || !isWithin(at, now, rememberDays * day)) return [{ known, value: value.slice(0, longestValue) }]
    if (!isWithin(at, now, renewEach)) memory.see(known, now)
    return []
  })
}
