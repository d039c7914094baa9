import type { Rule, RuleDraft } from '../../../preload/contract/rule.ts'
import { Button } from '../../components/Button.tsx'
import { KeyValue } from '../../components/KeyValue.tsx'
import { PanelHeader } from '../../components/PanelHeader.tsx'
import { FilterWords } from '../../conditions/FilterWords.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { closeRule, editRule } from '../../stores/view.ts'
import { severityNames } from '../events/severity.ts'
import { disable, enable, remove } from './actions.ts'
import { coolDownWords, fieldName, whenWords } from './rule-words.ts'
import styles from './RulePanel.module.css'
import { RulePill } from './RulePill.tsx'

/** What a rule looks for, and what came of it. */
export function RulePanel({ rule }: { rule: Rule }) {
  const { id, name, state, draft, alerts, lastAlertAt } = rule
  return (
    <article className={styles['panel']}>
      <PanelHeader title={visibleText(name)} closeLabel="Close the rule" onClose={closeRule} />
      <RulePill rule={rule} />
      <div className={styles['buttons']}>
        {state.kind !== 'on' && draft !== null && (
          <Button look="primary" onPress={() => void enable(rule)}>
            Enable
          </Button>
        )}
        <Button onPress={() => editRule(id)}>Edit</Button>
        {state.kind === 'on' && <Button onPress={() => void disable(rule)}>Disable</Button>}
        <Button look="danger" onPress={() => void remove(rule)}>
          Delete
        </Button>
      </div>
      <KeyValue
        rows={[
          { label: 'Alerts', value: alerts },
          { label: 'Last alert', value: lastAlertAt === null ? 'None yet' : <RelativeTime at={lastAlertAt} /> },
          ...(draft === null ? [] : factsOf(draft)),
        ]}
      />
    </article>
  )
}

const factsOf = (draft: RuleDraft) => [
  { label: 'Severity', value: severityNames[draft.severity] },
  {
    label: 'Conditions',
    value: draft.filter === null ? 'None: all that comes in' : <FilterWords filter={draft.filter} />,
  },
  { label: 'Fires at', value: whenWords(draft) },
  ...(draft.when.kind === 'first'
    ? [{ label: 'Remembers', value: `${fieldName(draft.when.of)} for ${draft.when.rememberDays} days` }]
    : []),
  { label: 'Cool-down', value: coolDownWords(draft) },
]
