import { openBelievedTime } from '../ledger/believed-time.ts'
import type { RuleParts } from './open.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
/** As many values are looked at in one transaction: some ms. */
const batch = 500
const pauseMs = 10
/** The longest window, and the longest cool-down, there can be. */
const longestWindow = day
const longestCoolDown = 7 * day
/** A removal can be taken back for so long. */
const removedFor = day

/**
 * Lets go of what rules need to remember no longer, now and then, a little at a time. What is old is old by a proven time:
 * a clock that is a year fast for an hour must not make them forget.
 */
export function openRuleUpkeep({ ledger, clock, log }: Pick<RuleParts, 'ledger' | 'clock' | 'log'>) {
  const believe = openBelievedTime({ ledger, clock })
  let open = true
  let cancel = () => {}
  const again = () => {
    if (open) cancel = clock.at(clock.now() + hour, () => void begin())
  }

  async function begin(): Promise<void> {
    try {
      const believed = await believe(() => open)
      if (believed === null) return again()
      if (open) run(steps(believed))
    } catch (error) {
      failed(error)
    }
  }

  function run(left: Generator<void>): void {
    try {
      if (ledger.write(() => left.next()).done) return again()
    } catch (error) {
      return failed(error)
    }
    cancel = clock.at(clock.now() + pauseMs, () => run(left))
  }

  function failed(error: unknown): void {
    log.error('what rules remember could not be pruned', error)
    again()
  }

  function* steps(now: number): Generator<void> {
    for (const { id } of ledger.rules.removedBefore(now - removedFor)) {
      ledger.ruleMemory.forget(id)
      ledger.rules.drop(id)
      yield
    }
    for (const { id, definition } of ledger.rules.all()) {
      if (definition === null) continue
      const seenFor = definition.when.kind === 'first' ? definition.when.rememberDays * day : 0
      const kept = { rule_hit: longestWindow, rule_seen: seenFor, rule_alert: longestCoolDown } as const
      for (const table of ['rule_hit', 'rule_seen', 'rule_alert'] as const)
        for (let after: string | null = ''; after !== null; yield)
          after = ledger.ruleMemory.prune(table, id, after, batch, now - kept[table])
    }
  }

  return {
    start: again,
    close(): void {
      open = false
      cancel()
    },
  }
}
