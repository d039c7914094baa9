import { readFields } from '../conditions/fields.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Following, Observer } from '../engine/observe.ts'
import { faultOf } from '../ledger/fault.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { alertEvent } from './alert.ts'
import { causeOf, evaluate, type SeenBy } from './evaluate.ts'
import { type LiveRule, openLiveRules } from './live-rules.ts'
import { openQuietRules } from './quiet-rules.ts'
import { slowWords, stopRule, threwWords } from './stopping.ts'
import { openRuleUpkeep } from './upkeep.ts'

export type RuleParts = {
  ledger: Ledger
  clock: Clock
  network: Network
  log: Pick<Log, 'error'>
}

/** `engine.follow`: writes what follows from time going by. */
export type Follow = (look: (touched: Touched, now: number) => readonly Following[]) => Promise<void>

/**
 * Looks at all that comes in, and answers the alerts that follow. A rule that fails or is slow is stopped and marked;
 * neither it nor what it wrote keeps anything else back.
 */
export function openRules(parts: RuleParts) {
  const { ledger, clock, log } = parts
  const live = openLiveRules(ledger)
  const quiet = openQuietRules(parts, live)
  const upkeep = openRuleUpkeep(parts)

  const observe: Observer = (touched, sighting, now) => {
    if (sighting.kind === 'heartbeat') return []
    const rules = live()
    if (rules.length === 0) return []
    const { event, source } = sighting
    const fields = readFields(event)
    return rules.flatMap((rule) => {
      const begun = clock.monotonic()
      try {
        return rule.matches(event, fields) ? fire(touched, rule, { event, source, fields }, now) : []
      } catch (error) {
        // The disk's fault is not the rule's.
        if (faultOf(error) !== null) throw error
        log.error('an alert rule failed and was stopped', error, { rule: rule.id })
        stopRule(ledger, touched, rule.id, threwWords(error), now)
        return []
      } finally {
        const over = rule.pace.took(clock.monotonic() - begun)
        if (over !== null) stopRule(ledger, touched, rule.id, slowWords(over), now)
      }
    })
  }

  function fire(touched: Touched, rule: LiveRule, seen: SeenBy, now: number) {
    if (rule.draft.when.kind === 'absence') {
      quiet.saw(touched, rule.id, causeOf(seen.event))
      return []
    }
    // Its own savepoint: where it fails half-way, nothing of it stays.
    return ledger.write((): Following[] => {
      const alert = evaluate(rule.draft, seen, rule.memory, { now, begunAt: rule.begunAt })
      if (alert === null) return []
      ledger.rules.fired(rule.id, now)
      touched.rules = true
      return [alertEvent(rule, alert, seen.event, now)]
    })
  }

  return {
    observe,
    /** Begins to wait for what does not come. */
    start(follow: Follow): void {
      quiet.start(follow)
      upkeep.start()
    },
    /** Call once a change of the rules is on disk. */
    changed: quiet.changed,
    close(): void {
      quiet.close()
      upkeep.close()
    },
  }
}

export type Rules = ReturnType<typeof openRules>
