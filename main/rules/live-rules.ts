import type { RuleDraft } from '../../preload/contract/rule.ts'
import { compileCheck } from '../conditions/compile.ts'
import type { Fields, Seen } from '../conditions/fields.ts'
import type { Ledger } from '../ledger/open.ts'
import type { RuleRow } from '../ledger/rules.ts'
import { openMemory, type RuleMemory } from './memory.ts'
import { openPace } from './pace.ts'

export type LiveRule = {
  id: string
  draft: RuleDraft
  begunAt: number
  quietAt: number | null
  waitedMs: number
  /** Whether an event meets its conditions. Throws where these can't be compiled, too. */
  matches: (event: Seen, fields: Fields) => boolean
  memory: RuleMemory
  /** Another one with each compilation: a rule that was changed or enabled again starts anew. */
  pace: ReturnType<typeof openPace>
}

type Known = { text: string; rule: LiveRule }

/** The rules that look at events now, compiled once. Read anew only when one was changed. */
export function openLiveRules(ledger: Pick<Ledger, 'rules' | 'ruleMemory'>) {
  let stamp: string | null = null
  let known = new Map<string, Known>()
  let live: readonly LiveRule[] = []

  function read(): void {
    const before = known
    known = new Map()
    for (const row of ledger.rules.all()) {
      if (row.definition === null || row.disabled_at !== null || row.stopped_at !== null) continue
      const text = JSON.stringify([row.definition, row.begun_at])
      const same = before.get(row.id)
      const rule = same?.text === text ? same.rule : makeLive(row, row.definition)
      known.set(row.id, { text, rule })
    }
    live = [...known.values()].map(({ rule }) => rule)
  }

  function makeLive(
    { id, begun_at: begunAt, quiet_at: quietAt, waited_ms: waitedMs }: RuleRow,
    draft: RuleDraft,
  ): LiveRule {
    return {
      id,
      draft,
      begunAt,
      quietAt,
      waitedMs,
      matches: compileLate(draft),
      memory: openMemory(ledger.ruleMemory, id),
      pace: openPace(),
    }
  }

  return (): readonly LiveRule[] => {
    const now = ledger.rules.stamp()
    if (now !== stamp) {
      read()
      stamp = now
    }
    return live
  }
}

/** What can't be compiled fails at the first event, where that stops the rule and no other. */
function compileLate({ filter }: RuleDraft): LiveRule['matches'] {
  if (filter === null) return () => true
  try {
    return compileCheck(filter)
  } catch (error) {
    return () => {
      throw error
    }
  }
}
