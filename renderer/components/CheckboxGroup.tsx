import type { ReactNode } from 'react'
import { CheckboxGroup as AriaCheckboxGroup, Label } from 'react-aria-components/CheckboxGroup'
import own from './CheckboxGroup.module.css'
import styles from './field.module.css'
import { FieldNotes } from './FieldNotes.tsx'

type CheckboxGroupProps = {
  label: string
  value: string[]
  onChange: (value: string[]) => void
  onBlur?: () => void
  hint?: string | undefined
  error?: string | undefined
  /** Checkboxes, each with a value. */
  children: ReactNode
}

export function CheckboxGroup({ label, value, onChange, onBlur, hint, error, children }: CheckboxGroupProps) {
  return (
    <AriaCheckboxGroup
      className={styles['field'] ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(onBlur ? { onBlur } : {})}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <div className={own['boxes']}>{children}</div>
      <FieldNotes hint={hint} error={error} />
    </AriaCheckboxGroup>
  )
}
