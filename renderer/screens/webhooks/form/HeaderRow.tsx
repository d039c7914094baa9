import { useController, useFormContext } from 'react-hook-form'
import { Button } from '../../../components/Button.tsx'
import { SecretField } from '../../../components/SecretField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'
import styles from './HeaderRow.module.css'

type HeaderRowProps = { index: number; storedNames: readonly string[]; onRemove: () => void }

/** One header. A kept value belongs to its name, so the name can be changed only together with the value. */
export function HeaderRow({ index, storedNames, onRemove }: HeaderRowProps) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field: name, fieldState: nameState } = useController({ control, name: `headers.${index}.name` })
  const { field: value, fieldState: valueState } = useController({ control, name: `headers.${index}.value` })
  const kept = value.value === null
  const isStored = storedNames.includes(name.value.trim().toLowerCase())
  return (
    <div className={styles['row']} role="group" aria-label={`Header ${index + 1}`}>
      {kept ? (
        <span className={styles['name']}>{name.value}</span>
      ) : (
        <TextField
          label="Header name"
          labelHidden
          mono
          placeholder="Authorization"
          value={name.value}
          onChange={name.onChange}
          error={nameState.error?.message}
          autoFocus={name.value === ''}
        />
      )}
      <SecretField
        label={`value of ${name.value === '' ? 'the header' : name.value}`}
        labelHidden
        value={value.value}
        onChange={value.onChange}
        stored={isStored || kept ? 'Set' : null}
        placeholder="Value"
        // A kept header has no field of its own for the name.
        error={valueState.error?.message ?? (kept ? nameState.error?.message : undefined)}
      />
      <Button look="quiet" small label={`Remove header ${name.value}`} onPress={onRemove}>
        Remove
      </Button>
    </div>
  )
}
