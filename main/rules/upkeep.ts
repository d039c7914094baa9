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

/** Lets go of what rules need to remember no longer, now and then, a little at a time. */
export function openRuleUpkeep({ ledger, clock, log }: Pick<RuleParts, 'ledger' | 'clock' | 'log'>) {
  let cancel = () => {}
  const again = () => void (cancel = clock.at(clock.now() + hour, () => run(steps())))

  function run(left: Generator<void>): void {
    try {
      if (ledger.write(() => left.next()).done) return again()
    } catch (error) {
      log.error('what rules remember could not be pruned', error)
      return again()
    }
    cancel = clock.at(clock.now() + pauseMs, () => run(left))
  }

  function* steps(): Generator<void> {
    const now = clock.now()
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

  return { start: again, close: () => cancel() }
}
