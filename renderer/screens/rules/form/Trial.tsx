import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { type RuleDraft, ruleDraftSchema, type RuleTrial, triedCounts } from '../../../../preload/contract/rule.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { Select } from '../../../components/Select.tsx'
import { draftOf, type FormValues } from './form-values.ts'
import styles from './RuleForm.module.css'
import { TrialView } from './TrialView.tsx'

const counts = triedCounts.map((count) => ({
  value: String(count),
  label: `The last ${count.toLocaleString('en')} events`,
}))

/** What the rule, as it is typed, would have done so far. */
export function Trial() {
  const form = useFormContext<FormValues, unknown, RuleDraft>()
  const [count, setCount] = useState('500')
  const [pending, setPending] = useState(false)
  const [trial, setTrial] = useState<RuleTrial | string | null>(null)

  const run = async () => {
    // It needs no name; the schema does.
    const values = form.getValues()
    const draft = ruleDraftSchema.safeParse(
      draftOf({ ...values, name: values.name.trim() === '' ? 'Rule' : values.name }),
    )
    if (!draft.success) {
      await form.trigger()
      return setTrial('Complete the rule first: what is missing is said at its fields.')
    }
    setPending(true)
    setTrial(await call('rules.test', { draft: draft.data, last: Number(count) }).catch(refusalWords))
    setPending(false)
  }

  return (
    <section className={styles['trial']} aria-label="Test">
      <h2 className={styles['title']}>Test</h2>
      <p className={styles['quiet']}>
        Tries the rule on events that came in before, by the time they came in. Findings are not kept, so they are not
        among them. Nothing is fired.
      </p>
      <Select label="On" labelHidden value={count} onChange={setCount} options={counts} />
      <div>
        <Button pending={pending} onPress={() => void run()}>
          Test rule
        </Button>
      </div>
      <div role="status">{typeof trial === 'string' ? <p>{trial}</p> : trial && <TrialView trial={trial} />}</div>
    </section>
  )
}
