import { Button } from './Button.tsx'
import styles from './PanelHeader.module.css'

type PanelHeaderProps = { title: string; closeLabel: string; onClose: () => void }

/** What a panel beside a list is about, and the way out of it. */
export function PanelHeader({ title, closeLabel, onClose }: PanelHeaderProps) {
  return (
    <header className={styles['header']}>
      <h2 className={styles['title']}>{title}</h2>
      <Button small look="quiet" label={closeLabel} onPress={onClose}>
        ✕
      </Button>
    </header>
  )
}
