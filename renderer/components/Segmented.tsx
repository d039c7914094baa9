import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import field from './field.module.css'
import { FieldNotes } from './FieldNotes.tsx'
import styles from './Segmented.module.css'

type SegmentedProps<K extends string> = {
  label: string
  value: K
  onChange: (value: K) => void
  options: readonly { value: K; label: string }[]
  hint?: string | undefined
  error?: string | undefined
  /** The label is said but not shown: in a row of filters. */
  labelHidden?: boolean
}

/** One of a few, all in sight. */
export function Segmented<K extends string>(props: SegmentedProps<K>) {
  const { label, value, onChange, options, hint, error, labelHidden = false } = props
  return (
    <RadioGroup
      className={field['field'] ?? ''}
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
      orientation="horizontal"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {!labelHidden && <Label className={field['label'] ?? ''}>{label}</Label>}
      <div className={styles['options']}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles['option'] ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </RadioGroup>
  )
}
