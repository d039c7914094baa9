import { mostCauses, type RuleDraft } from '../../preload/contract/rule.ts'
import type { EventSource } from '../../preload/contract/event.ts'
import type { Fields, Seen } from '../conditions/fields.ts'
import type { KeptBack } from '../ledger/rule-memory.ts'
import { countedAt, countedKey } from './counted-at.ts'
import { densest } from './densest.ts'
import { isWithin } from './is-within.ts'
import { boundKey, type Cause, type RuleMemory } from './memory.ts'
import { keepBack, newValues } from './new-values.ts'

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
