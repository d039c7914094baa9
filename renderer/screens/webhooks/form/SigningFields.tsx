import { useState } from 'react'
import { useController, useFormContext, useFormState } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { SecretField } from '../../../components/SecretField.tsx'
import { Switch } from '../../../components/Switch.tsx'
import { RelativeTime } from '../../../format/RelativeTime.tsx'
import { copySecret, rotateSecret } from '../actions.ts'
import type { CheckedValues, FormValues } from './form-values.ts'
import styles from './parts.module.css'

/** On by default with a secret the app makes; the receiver uses it to tell that an event comes from here. */
export function SigningFields({ id, stored }: { id: string; stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field: signing } = useController({ control, name: 'signing' })
  const { field: secret } = useController({ control, name: 'signingSecret' })
  const { errors } = useFormState({ control, name: 'signingSecret' })
  const [open, setOpen] = useState(false)
  const error = errors.signingSecret?.message
  const isSet = stored?.signingSecret.set === true

  return (
    <Disclosure
      title="Signing"
      summary={signing.value ? 'On' : 'Off'}
      open={open || error !== undefined}
      onOpenChange={setOpen}
    >
      <Switch
        selected={signing.value}
        onChange={signing.onChange}
        hint="Standard Webhooks: the receiver can tell that an event comes from here and is fresh."
      >
        Sign every request
      </Switch>
      {signing.value && (
        <>
          <SecretField
            label="Signing secret"
            value={secret.value}
            onChange={secret.onChange}
            stored={<StoredSecret stored={stored} />}
            placeholder="whsec_…"
            hint={isSet ? 'The secret before this one stays valid for 24 h.' : 'Paste the one the receiver gave you.'}
            error={error}
          />
          {secret.value === null && (
            <div className={styles['buttons']}>
              <Button small onPress={() => void copySecret(id)}>
                Copy secret
              </Button>
              {isSet && (
                <Button small onPress={() => void rotateSecret(id)}>
                  Rotate
                </Button>
              )}
              <span className={styles['note']}>
                {isSet ? 'After rotating, the old one stays valid for 24 h.' : 'Put it into the receiver.'}
              </span>
            </div>
          )}
        </>
      )}
    </Disclosure>
  )
}

function StoredSecret({ stored }: { stored: Webhook | null }) {
  if (!stored?.signingSecret.set) return 'A new one is made'
  if (stored.signingSecret.updatedAt === null) return 'Set'
  return (
    <>
      Set · updated <RelativeTime at={stored.signingSecret.updatedAt} />
      {stored.signingSecret.previousUntil !== null && ' · old one still valid'}
    </>
  )
}
