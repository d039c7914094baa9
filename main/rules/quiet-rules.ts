import type { Following } from '../engine/observe.ts'
import type { Touched } from '../ledger/touched.ts'
import { alertEvent } from './alert.ts'
import { isWithin } from './is-within.ts'
import type { LiveRule } from './live-rules.ts'
import type { Cause } from './memory.ts'
import type { Follow, RuleParts } from './open.ts'
import { openSilence, type Quiet } from './silence.ts'

/** The rules that fire when nothing matches them. */
export function openQuietRules({ ledger, clock, network, log }: RuleParts, live: () => readonly LiveRule[]) {
  const silence = openSilence({ clock, network, tell, keep })
  const stopListening = network.onChange(silence.look)
  let follow: Follow | null = null

  async function tell(quiet: Quiet[]): Promise<void> {
    try {
      await follow?.((touched, now) => quiet.flatMap((one) => alertOf(touched, one, now)))
    } catch (error) {
      log.error('that nothing matched a rule could not be told yet', error)
      throw error
    }
  }

  function keep(waited: readonly { id: string; ms: number }[]): boolean {
    try {
      ledger.write(() => {
        for (const { id, ms } of waited) ledger.rules.setWaited(id, ms)
      })
      return true
    } catch (error) {
      log.error('how long rules have waited could not be written', error)
      return false
    }
  }

  function alertOf(touched: Touched, { id, cause }: Quiet, now: number): Following[] {
    const rule = live().find((one) => one.id === id)
    if (!rule) return []
    const { draft, memory } = rule
    ledger.rules.setQuiet(id, now)
    const last = memory.lastAlert('')
    if (last && isWithin(last.at, now, draft.coolDownSeconds * 1000)) {
      memory.suppress('')
      return []
    }
    memory.alerted('', now)
    ledger.rules.fired(id, now)
    touched.rules = true
    const causes = cause === null ? [] : [cause]
    const alert = { key: '', value: null, causes, count: 0, isNew: [], suppressed: last?.suppressed ?? 0 }
    return [alertEvent(rule, alert, null, now)]
  }

  function changed(): void {
    if (follow === null) return
    silence.watch(
      live().flatMap(({ id, draft: { when }, begunAt, quietAt, waitedMs }) =>
        when.kind === 'absence'
          ? [{ id, forMs: when.forSeconds * 1000, begunAt, told: quietAt !== null, waitedMs }]
          : [],
      ),
    )
  }

  return {
    start(by: Follow): void {
      follow = by
      changed()
    },
    changed,
    saw(touched: Touched, id: string, cause: Cause): void {
      const written = silence.saw(id, cause)
      if (written !== 'nothing') ledger.rules.setQuiet(id, null)
      if (written === 'told') touched.rules = true
    },
    close(): void {
      stopListening()
      silence.close()
    },
  }
}
