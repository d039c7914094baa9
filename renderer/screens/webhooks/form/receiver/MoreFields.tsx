import { useState } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import type { ReceiverField } from '../../../../../preload/contract/receiver.ts'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import { errorAt } from '../../../../components/error-at.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { ReceiverInput } from './ReceiverInput.tsx'
import { fieldsInShort } from './receiver-values.ts'

type MoreFieldsProps = {
  /** Of the receiver. */
  name: string
  fields: readonly ReceiverField[]
  values: FormValues['fields']
  stored: readonly string[]
}

/** What works as it is, or the URL tells. */
export function MoreFields({ name, fields, values, stored }: MoreFieldsProps) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { errors } = useFormState({ control, name: 'fields' })
  const [open, setOpen] = useState(false)
  const hasError = fields.some((field) => errorAt(errors, `fields.${field.name}`) !== undefined)
  return (
    <Disclosure
      title={`More for ${name}`}
      summary={fieldsInShort(fields, values)}
      open={open || hasError}
      onOpenChange={setOpen}
    >
      {fields.map((field) => (
        <ReceiverInput key={field.name} field={field} isStored={stored.includes(field.name)} />
      ))}
    </Disclosure>
  )
}
