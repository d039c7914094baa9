import { fieldShortcuts } from '../../preload/contract/filter.ts'
import { mostCauses, type RuleDraft } from '../../preload/contract/rule.ts'
import type { Fields, Seen } from '../conditions/fields.ts'
import { boundKey, type Cause, type RuleMemory } from './memory.ts'

/** That a rule fires, and why. */
export type Alert = {
  /** What remembers it; '' where there is no telling apart. */
  key: string
  /** The value all its events share, as it is written; null: none, or they are not told apart. */
  value: string | null
  /** Newest first, at most `mostCauses`. */
  causes: Cause[]
  /** All that were counted. */
  count: number
  /** Values never seen before. */
  isNew: string[]
  /** Alerts that its cool-down kept back since the last one. */
  suppressed: number
}

const second = 1000
const day = 24 * 60 * 60 * second
/** Of one event so many values can be new. */
const mostNew = 20
/** A value that is seen again is remembered anew after a while only: that saves writing each time. */
const renewEach = 60 * 60 * second

/** By how far they are apart, whichever is first: a clock that was set back must not silence a rule for long. */
const isWithin = (at: number, now: number, ms: number) => Math.abs(now - at) < ms

export function causeOf({ id, timestamp, data }: Seen): Cause {
  return { id, title: data.title.slice(0, 200), timestamp }
}

/**
 * What follows from an event that meets the conditions of a rule; null: nothing yet. `begunAt`: since when the rule looks.
 * An event without the field it tells apart by stands with all others that have none.
 */
export function evaluate(
  { when, by, coolDownSeconds }: RuleDraft,
  { event, fields }: { event: Seen; fields: Fields },
  memory: RuleMemory,
  { now, begunAt }: { now: number; begunAt: number },
): Alert | null {
  const [text] = by === null ? [] : fields.texts(by)
  const key = boundKey(text ?? '')
  const value = by === null ? null : (fields.shown(by)[0] ?? null)
  const cause = causeOf(event)
  // What is seen while it cools down is seen all the same.
  const isNew = when.kind === 'first' ? newValues(when, key, fields, memory, now) : []
  if (when.kind === 'first' && (isNew.length === 0 || now - begunAt < when.learnSeconds * second)) return null

  const last = memory.lastAlert(key)
  if (last && isWithin(last.at, now, coolDownSeconds * second)) {
    memory.suppress(key)
    return null
  }
  const alert = { key, value, isNew, suppressed: last?.suppressed ?? 0 }
  switch (when.kind) {
    case 'each':
    case 'first':
      memory.alerted(key, now)
      return { ...alert, causes: [cause], count: 1 }
    case 'count': {
      const apart = when.withinSeconds * second - 1
      const count = memory.hit(key, cause, now, now - apart, now + apart)
      if (count < when.atLeast) return null
      const causes = memory.hits(key, mostCauses)
      memory.clearHits(key)
      memory.alerted(key, now)
      return { ...alert, causes, count }
    }
    case 'absence':
      return null
  }
}

function newValues(
  { of, rememberDays }: Extract<RuleDraft['when'], { kind: 'first' }>,
  key: string,
  fields: Fields,
  memory: RuleMemory,
  now: number,
): string[] {
  const texts = fields.texts(of)
  // A short name stands for several fields that say the same thing: the first is its value.
  const asked = fieldShortcuts.some((name) => name === of.toLowerCase()) ? texts.slice(0, 1) : texts.slice(0, mostNew)
  return asked.filter((text) => {
    const known = boundKey(JSON.stringify([key, text]))
    const at = memory.seenAt(known)
    const isKnown = at !== null && isWithin(at, now, rememberDays * day)
    if (!isKnown || !isWithin(at, now, renewEach)) memory.see(known, now)
    return !isKnown
  })
}
