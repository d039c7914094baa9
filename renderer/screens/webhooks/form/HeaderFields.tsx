import { useState } from 'react'
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'
import { HeaderRow } from './HeaderRow.tsx'
import styles from './parts.module.css'

/** Sent with every request: Authorization and the like. Their values are secrets. */
export function HeaderFields({ stored }: { stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { fields, append, remove } = useFieldArray({ control, name: 'headers' })
  const { errors } = useFormState({ control, name: 'headers' })
  const [open, setOpen] = useState(false)
  const names = stored?.headers.map(({ name }) => name.toLowerCase()) ?? []
  const summary = fields.length === 0 ? 'None' : String(fields.length)

  return (
    <Disclosure title="Headers" summary={summary} open={open || errors.headers !== undefined} onOpenChange={setOpen}>
      <p className={styles['note']}>
        For a receiver that wants a key: Authorization, X-Api-Key. Values are kept secret.
      </p>
      {fields.map(({ id }, index) => (
        <HeaderRow key={id} index={index} storedNames={names} onRemove={() => remove(index)} />
      ))}
      {errors.headers?.message !== undefined && <p className={styles['error']}>{errors.headers.message}</p>}
      <div>
        <Button small onPress={() => append({ name: '', value: '' }, { shouldFocus: false })}>
          Add header
        </Button>
      </div>
    </Disclosure>
  )
}
