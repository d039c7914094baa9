import { NumberField as AriaNumberField, Input, Label } from 'react-aria-components/NumberField'
import { classes } from './classes.ts'
import styles from './field.module.css'
import { FieldNotes } from './FieldNotes.tsx'
import own from './NumberField.module.css'

export type NumberFieldProps = {
  label: string
  /** null: nothing written. */
  value: number | null
  onChange: (value: number | null) => void
  onBlur?: () => void
  hint?: string | undefined
  error?: string | undefined
  /** Said behind the number: "seconds". */
  unit?: string
}

/** Whole numbers. It takes what is written and leaves judging it to the schema, which has better words. */
export function NumberField({ label, value, onChange, onBlur, hint, error, unit }: NumberFieldProps) {
  return (
    <AriaNumberField
      className={styles['field'] ?? ''}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      formatOptions={{ useGrouping: false, maximumFractionDigits: 20 }}
      {...(onBlur ? { onBlur } : {})}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <span className={own['row']}>
        <Input className={classes(styles['input'], own['input'])} />
        {unit !== undefined && <span className={styles['hint']}>{unit}</span>}
      </span>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  )
}
