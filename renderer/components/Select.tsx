import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components/Select'
import { classes } from './classes.ts'
import styles from './field.module.css'
import { FieldNotes } from './FieldNotes.tsx'
import own from './Select.module.css'

type SelectProps<K extends string> = {
  label: string
  value: K
  onChange: (value: K) => void
  options: readonly { value: K; label: string }[]
  hint?: string | undefined
  error?: string | undefined
  /** The label is said but not shown: in a row of filters. */
  labelHidden?: boolean
  autoFocus?: boolean
}

export function Select<K extends string>(props: SelectProps<K>) {
  const { label, value, onChange, options, hint, error, labelHidden = false, autoFocus = false } = props
  return (
    <AriaSelect
      className={styles['field'] ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen) onChange(chosen.value)
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {!labelHidden && <Label className={styles['label'] ?? ''}>{label}</Label>}
      <Button className={classes(styles['input'], own['button'])}>
        <SelectValue className={own['value'] ?? ''} />
        <svg className={own['arrow']} viewBox="0 0 12 12" aria-hidden="true">
          <path d="m3 4.5 3 3 3-3" />
        </svg>
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className={own['popover'] ?? ''} offset={4}>
        <ListBox className={own['list'] ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={own['option'] ?? ''}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
