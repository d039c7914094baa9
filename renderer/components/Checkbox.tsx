import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import styles from './Checkbox.module.css'

export type CheckboxProps = {
  /** Its value in a CheckboxGroup. */
  value?: string
  selected?: boolean
  onChange?: (selected: boolean) => void
  hint?: string
} & ({ children: string; label?: never } | { children?: never; label: string })

/** A tick; in a CheckboxGroup the group holds its state. `label` in place of children where a column head says it. */
export function Checkbox({ children, label, value, selected, onChange, hint }: CheckboxProps) {
  return (
    <AriaCheckbox
      className={styles['checkbox'] ?? ''}
      {...(value === undefined ? {} : { value })}
      {...(selected === undefined ? {} : { isSelected: selected })}
      {...(onChange ? { onChange } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className={styles['box']} aria-hidden="true">
        <svg viewBox="0 0 12 12">
          <path className={styles['tick']} d="M2.5 6.5 5 9l4.5-5.5" />
        </svg>
      </span>
      {children !== undefined && (
        <span>
          {children}
          {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
        </span>
      )}
    </AriaCheckbox>
  )
}
