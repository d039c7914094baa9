import { fieldShortcuts } from '../../preload/contract/filter.ts'
import { mostCauses, type RuleDraft } from '../../preload/contract/rule.ts'
import type { EventSource } from '../../preload/contract/event.ts'
import type { Fields, Seen } from '../conditions/fields.ts'
import type { KeptBack } from '../ledger/rule-memory.ts'
import { countedAt, countedKey } from './counted-at.ts'
import { densest } from './densest.ts'
import { boundKey, type Cause, type RuleMemory } from './memory.ts'

/** That a rule fires, and why. */
export type Alert = {
  /** What remembers it; '' where there is no telling apart. */
  key: string
  /** The value all its events share, as it is written; null: none, or they are not told apart. */
  value: string | null
  /** At most `mostCauses`, newest first, and behind them those of values that were kept back. */
  causes: Cause[]
  /** All that were counted. */
  count: number
  /** Values never told before, those that its cool-down kept back among them. */
  isNew: string[]
  /** Alerts that its cool-down kept back since the last one. */
  suppressed: number
}

const second = 1000
const day = 24 * 60 * 60 * second
/** Of one event so many values can be new. */
const mostNew = 20
const longestValue = 200
/** A value that is seen again is remembered anew after a while only: that saves writing each time. */
const renewEach = 60 * 60 * second

/** By how far they are apart, whichever is first: a clock that was set back must not silence a rule for long. */
export const isWithin = (at: number, now: number, ms: number) => Math.abs(now - at) < ms

export function causeOf({ id, timestamp, data }: Seen): Cause {
  return { id, title: data.title.slice(0, 200), timestamp }
}

/** What came in, and from where. */
export type SeenBy = { event: Seen; source: EventSource; fields: Fields }
type Looking = { now: number; begunAt: number }

/**
 * What follows from an event that meets the conditions of a rule; null: nothing yet. `begunAt`: since when the rule looks.
 * An event without the field it tells apart by stands with all others that have none.
 */
export function evaluate(draft: RuleDraft, seen: SeenBy, memory: RuleMemory, looking: Looking): Alert | null {
  const { by, coolDownSeconds } = draft
  const key = boundKey((by === null ? undefined : seen.fields.texts(by)[0]) ?? '')
  const found = look(draft, key, seen, memory, looking)
  if (found === null) return null
  const { now } = looking
  const last = memory.lastAlert(key)
  const known = last?.kept ?? []
  if (last && isWithin(last.at, now, coolDownSeconds * second)) {
    if (found.isNew.length === 0 || keepBack(memory, key, known, found.isNew, now)) memory.suppress(key)
    return null
  }
  const untold = known.filter((one) => !found.isNew.some((other) => other.known === one.known))
  for (const one of [...found.isNew, ...untold]) memory.see(one.known, now)
  memory.alerted(key, now)
  const causes = [...found.causes, ...known.map(({ cause }) => cause)]
  return {
    key,
    value: by === null ? null : (seen.fields.shown(by)[0] ?? null),
    causes: causes.filter(({ id }, at) => causes.findIndex((one) => one.id === id) === at).slice(0, mostCauses),
    count: found.count,
    isNew: [...found.isNew, ...untold].map(({ value }) => value),
    suppressed: last?.suppressed ?? 0,
  }
}

type Found = { causes: Cause[]; count: number; isNew: KeptBack[] }

/** Whether an alert is due but for the cool-down, during which is looked all the same. */
function look(
  { when }: RuleDraft,
  key: string,
  { event, source, fields }: SeenBy,
  memory: RuleMemory,
  { now, begunAt }: Looking,
): Found | null {
  const cause = causeOf(event)
  switch (when.kind) {
    case 'each':
      return { causes: [cause], count: 1, isNew: [] }
    case 'count':
      return count(when, countedKey(key, source), cause, memory, countedAt(event.timestamp, source, now))
    case 'first': {
      const isNew = newValues(when, key, fields, memory, now).map((one) => ({ ...one, cause }))
      if (isNew.length === 0) return null
      if (!isWithin(begunAt, now, when.learnSeconds * second)) return { causes: [cause], count: 1, isNew }
      for (const { known } of isNew) memory.see(known, now)
      return null
    }
    case 'absence':
      return null
  }
}

function count(
  { atLeast, withinSeconds }: Extract<RuleDraft['when'], { kind: 'count' }>,
  key: string,
  cause: Cause,
  memory: RuleMemory,
  at: number,
): Found | null {
  const apart = withinSeconds * second - 1
  if (memory.hit(key, cause, at, at - apart, at + apart) < atLeast) return null
  // In a file the later may stand first, so that these may be spread over twice the time.
  const { to, count: most } = densest(memory.hitTimes(key), apart)
  if (most < atLeast) return null
  const causes = memory.hits(key, to, Math.min(most, mostCauses))
  memory.clearHits(key)
  return { causes, count: most, isNew: [] }
}

/** Keeps new values for the next alert; they stay new until then. Answers whether any is new to these as well. */
function keepBack(
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

function newValues(
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
