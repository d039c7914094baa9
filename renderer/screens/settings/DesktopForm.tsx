import { useState } from 'react'
import { type Desktop, type NoticeKind, noticeKinds } from '../../../preload/contract/notice.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox } from '../../components/Checkbox.tsx'
import { CheckboxGroup } from '../../components/CheckboxGroup.tsx'
import { TextField } from '../../components/TextField.tsx'
import own from './DesktopForm.module.css'
import styles from './SettingsForm.module.css'
import { useSaving } from './use-saving.ts'

const kinds: Record<NoticeKind, { label: string; hint: string }> = {
  disabled: { label: 'A webhook was disabled', hint: 'Its receiver said it is gone, or all attempts failed.' },
  early: { label: 'A webhook fails', hint: 'At the third failed attempt of a delivery, before it is disabled.' },
  recovered: { label: 'A webhook works again', hint: 'The first delivery that arrives after one of these.' },
  stopped: {
    label: 'An alert rule was stopped',
    hint: 'It failed or was too slow. It fires no alert until you enable it.',
  },
}

const same = (a: Desktop, b: Desktop) => JSON.stringify(a) === JSON.stringify(b)
const isKind = (text: string): text is NoticeKind => (noticeKinds as readonly string[]).includes(text)

export function DesktopForm({ saved }: { saved: Desktop }) {
  const [values, setValues] = useState(saved)
  const { pending, errors, saved: isSaved, save } = useSaving()
  const [known, setKnown] = useState(saved)
  if (known !== saved) {
    setKnown(saved)
    if (!same(known, saved)) setValues(saved)
  }
  const change = (part: Partial<Desktop>) => setValues({ ...values, ...part })
  const choose = (chosen: string[]) =>
    change(Object.fromEntries(noticeKinds.filter(isKind).map((kind) => [kind, chosen.includes(kind)])))

  return (
    <form
      className={styles['form']}
      noValidate
      aria-label="Desktop notices"
      onSubmit={(event) => {
        event.preventDefault()
        void save({ desktop: values })
      }}
    >
      <CheckboxGroup label="Show when" value={noticeKinds.filter((kind) => values[kind])} onChange={choose}>
        {noticeKinds.map((kind) => (
          <Checkbox key={kind} value={kind} hint={kinds[kind].hint}>
            {kinds[kind].label}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Checkbox
        selected={values.quiet}
        onChange={(quiet) => change({ quiet })}
        hint="Nothing is shown in them. What came in is shown when they end, one notice per webhook or rule."
      >
        Quiet hours
      </Checkbox>
      {values.quiet && (
        <div className={own['hours']}>
          <TextField
            label="From"
            value={values.quietFrom}
            onChange={(quietFrom) => change({ quietFrom })}
            error={errors['desktop.quietFrom']}
          />
          <TextField
            label="To"
            value={values.quietTo}
            onChange={(quietTo) => change({ quietTo })}
            error={errors['desktop.quietTo']}
          />
        </div>
      )}
      <div className={styles['buttons']}>
        <Button look="primary" type="submit" pending={pending}>
          Save desktop notices
        </Button>
        <span className={styles['saved']} role="status">
          {isSaved && same(values, saved) && 'Saved.'}
        </span>
      </div>
    </form>
  )
}
