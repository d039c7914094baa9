import { useController, useFormContext } from 'react-hook-form'
import type { ReceiverField } from '../../../../../preload/contract/receiver.ts'
import { Segmented } from '../../../../components/Segmented.tsx'
import { SecretField } from '../../../../components/SecretField.tsx'
import { Select } from '../../../../components/Select.tsx'
import { TextField } from '../../../../components/TextField.tsx'
import type { CheckedValues, FormValues } from '../form-values.ts'

/** More than these, or longer ones, do not stand side by side. */
const mostSegments = 3
const mostLetters = 44

/** One input of the receiver; which kind of input, main says. */
export function ReceiverInput({ field, isStored }: { field: ReceiverField; isStored: boolean }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field: input, fieldState } = useController({ control, name: `fields.${field.name}` })
  const { label, hint, placeholder, options } = field
  const shared = { label, hint, onChange: input.onChange, error: fieldState.error?.message }
  const value = input.value ?? field.initial
  switch (field.kind) {
    case 'secret':
      return (
        <SecretField
          {...shared}
          value={input.value === undefined ? '' : input.value}
          stored={isStored ? 'Set' : null}
          placeholder={placeholder}
        />
      )
    case 'choice':
      return standSideBySide(options) ? (
        <Segmented {...shared} value={value} options={options} />
      ) : (
        <Select {...shared} value={value} options={options} />
      )
    case 'text':
      return <TextField {...shared} value={value} placeholder={placeholder} mono />
  }
}

const standSideBySide = (options: ReceiverField['options']) =>
  options.length <= mostSegments && options.map(({ label }) => label).join('').length <= mostLetters
