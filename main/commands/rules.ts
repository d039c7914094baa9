import type { Handlers } from '../../preload/contract/commands.ts'
import { mostRules, type Rule, type RuleDraft } from '../../preload/contract/rule.ts'
import { Refusal } from '../refusal.ts'
import type { RuleRow } from '../ledger/rules.ts'
import { previewSigma } from '../rules/sigma/preview.ts'
import { tryRule } from '../rules/try.ts'
import { viewRule } from '../rules/view.ts'
import type { Effects } from './effects.ts'
import { checkFilter } from './filters.ts'

type RuleHandlers = Pick<Handlers, Extract<keyof Handlers, `rules.${string}`>>

export function makeRuleHandlers({ ledger, clock, rules }: Pick<Effects, 'ledger' | 'clock' | 'rules'>): RuleHandlers {
  function find(id: string): RuleRow {
    const row = ledger.rules.get(id)
    if (!row || row.removed_at !== null) throw new Refusal('missing', 'This rule was deleted. Choose another one.')
    return row
  }

  function change(id: string, run: (row: RuleRow | null) => void): Rule {
    ledger.write((touched) => {
      run(ledger.rules.get(id))
      touched.rules = true
    })
    rules.changed()
    return viewRule(find(id), clock.now())
  }

  return {
    'rules.create': ({ id, draft }) => {
      checkFilter(draft.filter, 'draft.filter')
      return change(id, (known) => {
        if (known) throw new Refusal('conflict', 'This rule is saved already. Look at the list.')
        if (ledger.rules.all().length >= mostRules)
          throw new Refusal('conflict', `There are ${mostRules} rules already. Delete one first.`)
        ledger.rules.insert(id, draft, clock.now())
      })
    },
    'rules.update': ({ id, draft }) => {
      checkFilter(draft.filter, 'draft.filter')
      return change(id, () => {
        const { definition } = find(id)
        ledger.rules.update(id, draft)
        if (definition !== null && asksTheSame(definition, draft)) return
        ledger.ruleMemory.forget(id)
        ledger.rules.beginAnew(id, clock.now())
      })
    },
    'rules.remove': ({ id }) => {
      ledger.write((touched) => {
        find(id)
        ledger.rules.setRemoved(id, clock.now())
        touched.rules = true
      })
      rules.changed()
      return {}
    },
    'rules.restore': ({ id }) =>
      change(id, (row) => {
        if (!row) throw new Refusal('missing', 'This rule is not known any more. Add it again.')
        ledger.rules.setRemoved(id, null)
      }),
    'rules.enable': ({ id }) =>
      change(id, () => {
        find(id)
        ledger.rules.enable(id)
      }),
    'rules.disable': ({ id }) =>
      change(id, () => {
        find(id)
        ledger.rules.disable(id, clock.now())
      }),
    'rules.test': ({ draft, last }) => {
      checkFilter(draft.filter, 'draft.filter')
      return tryRule({ ledger, monotonic: clock.monotonic, now: clock.now() }, draft, last)
    },
    'rules.sigma': ({ text }) => previewSigma(text),
  }
}

/** Whether what the one remembers is of use to the other. */
const asksTheSame = (before: RuleDraft, after: RuleDraft): boolean => {
  const asked = ({ filter, when, by }: RuleDraft) => JSON.stringify([filter, when, by])
  return asked(before) === asked(after)
}
