import { useState } from 'react'
import type { FieldShortcut } from '../../../../preload/contract/filter.ts'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { asShortcut, fieldNames } from '../../../conditions/filter-words.ts'
import styles from './RuleForm.module.css'

type Choice = 'none' | Exclude<FieldShortcut, '*'> | 'other'

type FieldChoiceProps = {
  label: string
  value: string | null
  onChange: (path: string | null) => void
  /** What no field at all means; left out where there has to be one. */
  none?: string
  hint?: string
  error?: string | undefined
}

/** One field of an event: by its short name, or by its path. */
export function FieldChoice({ label, value, onChange, none, hint, error }: FieldChoiceProps) {
  const shortcut = value === null ? null : asShortcut(value)
  const known = value === null ? 'none' : shortcut === null || shortcut === '*' ? 'other' : shortcut
  // Whoever types "host" there on the way to "hostname" does not want another input.
  const [other, setOther] = useState(known === 'other')
  const options: { value: Choice; label: string }[] = [
    ...(none === undefined ? [] : [{ value: 'none' as const, label: none }]),
    ...(['host', 'user', 'rule'] as const).map((name) => ({ value: name, label: fieldNames[name] })),
    { value: 'other', label: 'Other' },
  ]
  const choose = (next: Choice) => {
    setOther(next === 'other')
    onChange(next === 'none' ? null : next === 'other' ? '' : next)
  }
  return (
    <div className={styles['pair']} data-one={!other || undefined}>
      <Select
        label={label}
        value={other ? 'other' : known}
        onChange={choose}
        options={options}
        hint={other ? undefined : hint}
        error={other ? undefined : error}
      />
      {other && (
        <TextField
          label="Path of the field"
          mono
          placeholder="data.process.name"
          value={value ?? ''}
          onChange={onChange}
          error={error}
          autoFocus={value === ''}
        />
      )}
    </div>
  )
}
