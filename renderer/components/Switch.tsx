import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import styles from './Switch.module.css'

type SwitchProps = { children: string; selected: boolean; onChange: (selected: boolean) => void; hint?: string }

/** Something that is on or off from the moment it is pressed. */
export function Switch({ children, selected, onChange, hint }: SwitchProps) {
  return (
    <AriaSwitch className={styles['switch'] ?? ''} isSelected={selected} onChange={onChange}>
      <span className={styles['track']} aria-hidden="true" />
      <span>
        {children}
        {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
      </span>
    </AriaSwitch>
  )
}
