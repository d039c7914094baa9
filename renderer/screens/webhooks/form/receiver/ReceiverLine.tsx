import { Button } from '../../../../components/Button.tsx'
import styles from './receiver.module.css'

type ReceiverLineProps = {
  name: string
  /** How that is known. */
  told: string
  /** Where events are posted to, where that is not the URL as it was pasted. */
  postsTo: string | null
  onChange: () => void
}

/** The receiver, where there is nothing to choose. */
export function ReceiverLine({ name, told, postsTo, onChange }: ReceiverLineProps) {
  return (
    <div role="group" aria-label="Receiver">
      <div className={styles['line']}>
        <p role="status" className={styles['words']}>
          <strong>{name}</strong> <span className={styles['told']}>{told}</span>
        </p>
        <Button look="quiet" small label="Change the receiver" onPress={onChange}>
          Change
        </Button>
      </div>
      {postsTo !== null && (
        <p className={styles['note']}>
          Events are posted to <code>{postsTo}</code>
        </p>
      )}
    </div>
  )
}
