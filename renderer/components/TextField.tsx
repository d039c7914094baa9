import { TextField as AriaTextField, Input, Label, TextArea } from 'react-aria-components/TextField'
import { classes } from './classes.ts'
import styles from './field.module.css'
import { FieldNotes } from './FieldNotes.tsx'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  hint?: string | undefined
  /** In words, shown at the field. */
  error?: string | undefined
  placeholder?: string
  /** For what is read letter by letter: URLs, headers, certificates. */
  mono?: boolean
  /** Dots instead of letters; never offered to a password manager. */
  secret?: boolean
  /** A text area of that many lines. */
  lines?: number
  /** The label is said but not shown, because a column head says it. */
  labelHidden?: boolean
  autoFocus?: boolean
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, placeholder, mono = false, secret = false, lines } = props
  // A password field has one line only, so a secret of several gets its dots from the style sheet.
  const input = classes(styles['input'], mono && styles['mono'], secret && lines !== undefined && styles['dots'])
  const shared = { className: input, spellCheck: false, ...(placeholder === undefined ? {} : { placeholder }) }
  return (
    <AriaTextField
      className={styles['field'] ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      validationBehavior="aria"
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      {...(props.labelHidden === true ? { 'aria-label': label } : {})}
      {...(props.autoFocus === true ? { autoFocus: true } : {})}
    >
      {props.labelHidden !== true && <Label className={styles['label'] ?? ''}>{label}</Label>}
      {lines === undefined ? <Input {...shared} /> : <TextArea rows={lines} {...shared} />}
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  )
}
