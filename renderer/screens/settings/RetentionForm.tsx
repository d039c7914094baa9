import { useState } from 'react'
import type { Settings } from '../../../preload/contract/settings.ts'
import { Button } from '../../components/Button.tsx'
import { NumberField } from '../../components/NumberField.tsx'
import styles from './SettingsForm.module.css'
import { useSaving } from './use-saving.ts'

type Retention = Settings['retention']
type Values = { [K in keyof Retention]: number | null }

const same = (a: Values, b: Values) => JSON.stringify(a) === JSON.stringify(b)

export function RetentionForm({ saved }: { saved: Retention }) {
  const [values, setValues] = useState<Values>(saved)
  const { pending, errors, saved: isSaved, save } = useSaving()
  const [known, setKnown] = useState(saved)
  if (known !== saved) {
    setKnown(saved)
    if (!same(known, saved)) setValues(saved)
  }
  const change = (part: Partial<Values>) => setValues({ ...values, ...part })
  return (
    <form
      className={styles['form']}
      noValidate
      aria-label="How long"
      onSubmit={(event) => {
        event.preventDefault()
        void save({ retention: values })
      }}
    >
      <NumberField
        label="Keep requests and responses"
        unit="days"
        value={values.bodyDays}
        onChange={(bodyDays) => change({ bodyDays })}
        error={errors['retention.bodyDays']}
        hint="What was sent and answered, word by word. When and how each attempt ended is kept longer."
      />
      <NumberField
        label="Of them at most"
        unit="MB"
        value={values.bodyMegabytes}
        onChange={(bodyMegabytes) => change({ bodyMegabytes })}
        error={errors['retention.bodyMegabytes']}
        hint="Above that the oldest go first, before their time is up."
      />
      <NumberField
        label="Keep events, deliveries and attempts"
        unit="days"
        value={values.historyDays}
        onChange={(historyDays) => change({ historyDays })}
        error={errors['retention.historyDays']}
        hint="What has not been delivered yet stays until it is, or until you stop it."
      />
      <div className={styles['buttons']}>
        {/* Never off: a number counts only once its field is left, and pressing this is what leaves it. */}
        <Button look="primary" type="submit" pending={pending}>
          Save storage settings
        </Button>
        <span className={styles['saved']} role="status">
          {isSaved && same(values, saved) && 'Saved. What is too old now is cleared away little by little.'}
        </span>
      </div>
    </form>
  )
}
