import { useState } from 'react'
import type { Email } from '../../../preload/contract/email.ts'
import { Button } from '../../components/Button.tsx'
import { Switch } from '../../components/Switch.tsx'
import { useSaving } from '../settings/use-saving.ts'
import styles from './EmailForm.module.css'
import { type EmailValues, patchOf, valuesOf } from './email-values.ts'
import { LoginFields } from './LoginFields.tsx'
import { AddressFields, ProxyFields } from './MailFields.tsx'
import { MailReportView } from './MailReportView.tsx'
import { ServerFields } from './ServerFields.tsx'
import { useMailTest } from './use-mail-test.ts'

export function EmailForm({ saved }: { saved: Email }) {
  const [values, setValues] = useState(() => valuesOf(saved))
  const saving = useSaving()
  const test = useMailTest()
  /** Whose errors are shown: those of what was pressed last. */
  const [errors, setErrors] = useState<'saving' | 'test'>('saving')
  // Saved here or elsewhere: the fields start over with what is so now.
  const [known, setKnown] = useState(saved)
  if (known !== saved) {
    setKnown(saved)
    if (JSON.stringify(known) !== JSON.stringify(saved)) setValues(valuesOf(saved))
  }
  const isChanged = JSON.stringify(values) !== JSON.stringify(valuesOf(saved))
  const change = (part: Partial<EmailValues>) => {
    setValues({ ...values, ...part })
    test.clear()
  }
  const shown = errors === 'test' ? test.errors : saving.errors
  const parts = { values, saved, change, error: (field: keyof EmailValues) => shown[`email.${field}`] }

  return (
    <form
      className={styles['form']}
      noValidate
      aria-label="E-mail"
      onSubmit={(event) => {
        event.preventDefault()
        setErrors('saving')
        void saving.save({ email: patchOf(values) })
      }}
    >
      <Switch
        selected={values.enabled}
        onChange={(enabled) => change({ enabled })}
        hint="One when a webhook is disabled, one when it works again, and an early one at the third failed attempt."
      >
        Send notices by e-mail
      </Switch>
      <ServerFields {...parts} />
      <LoginFields {...parts} />
      <AddressFields {...parts} />
      <ProxyFields {...parts} />
      <div className={styles['buttons']}>
        {/* Never off for want of a change: a number counts only once its field is left. */}
        <Button look="primary" type="submit" pending={saving.pending}>
          Save e-mail settings
        </Button>
        <Button
          pending={test.running}
          onPress={() => {
            setErrors('test')
            void test.run(patchOf(values))
          }}
        >
          Send test mail
        </Button>
        <span className={styles['saved']} role="status">
          {saving.saved && !isChanged && 'Saved. It holds from the next mail on.'}
        </span>
      </div>
      <MailReportView test={test} to={values.to} />
    </form>
  )
}
