import { useState } from 'react'
import { defaultRetrySteps } from '../../../preload/contract/settings.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/TextField.tsx'
import { toast } from '../../components/toasts.ts'
import { Quiet } from './Page.tsx'
import { readSteps, type RetrySteps, scheduleSentence, stepTexts } from './retry-steps.ts'
import styles from './RetryForm.module.css'

const labels = ['Before attempt 2', 'Before attempt 3', 'Before attempt 4', 'Before attempt 5']
const isSame = (a: RetrySteps, b: RetrySteps) => a.join() === b.join()

export function RetryForm({ saved }: { saved: RetrySteps }) {
  const [texts, setTexts] = useState(() => stepTexts(saved))
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [pending, setPending] = useState(false)
  // Saved here or elsewhere, or put back: the fields start over with what is so now. Not by a key, which would take the
  // focus from the button that was pressed.
  const [known, setKnown] = useState(saved)
  if (!isSame(known, saved)) {
    setKnown(saved)
    setTexts(stepTexts(saved))
    setLeft(new Set())
  }
  const { steps, errors } = readSteps(texts)

  const save = async (retrySteps: RetrySteps) => {
    setPending(true)
    try {
      await call('settings.update', { delivery: { retrySteps } })
      toast('The retry schedule is saved. Waiting deliveries keep the time they have.')
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
    setPending(false)
  }

  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(new Set(texts.keys()))
        if (steps) void save(steps)
      }}
    >
      <h2 className={styles['heading']} id="waits">
        Wait between attempts
      </h2>
      <div className={styles['steps']} role="group" aria-labelledby="waits">
        {labels.map((label, index) => (
          <TextField
            key={label}
            label={label}
            value={texts[index] ?? ''}
            onChange={(next) => setTexts(texts.with(index, next))}
            // Half a time is not wrong yet.
            onBlur={() => setLeft(new Set([...left, index]))}
            error={left.has(index) ? errors?.[index] : undefined}
          />
        ))}
      </div>
      <Quiet>{scheduleSentence(steps ?? saved)}</Quiet>
      <div className={styles['buttons']}>
        <Button
          look="primary"
          type="submit"
          pending={pending}
          disabledReason={steps && isSame(steps, saved) ? 'Nothing has been changed.' : null}
        >
          Save schedule
        </Button>
        <Button
          disabledReason={isSame(saved, defaultRetrySteps) ? 'This is the default.' : null}
          onPress={() => void save(defaultRetrySteps)}
        >
          Reset to default
        </Button>
      </div>
    </form>
  )
}
