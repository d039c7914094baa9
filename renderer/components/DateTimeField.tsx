import { Input, Label, TextField } from 'react-aria-components/TextField'
import { classes } from './classes.ts'
import own from './DateTimeField.module.css'
import styles from './field.module.css'

type DateTimeFieldProps = { label: string; value: string; onChange: (value: string) => void }

/** A local date and time, "2026-11-22T14:05"; '' while it is not whole. */
export function DateTimeField({ label, value, onChange }: DateTimeFieldProps) {
  return (
    <TextField className={styles['field'] ?? ''} value={value} onChange={onChange}>
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <Input type="datetime-local" className={classes(styles['input'], own['input'])} />
    </TextField>
  )
}
