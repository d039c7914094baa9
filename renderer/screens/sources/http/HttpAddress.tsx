import { Button } from '../../../components/Button.tsx'
import { copyText } from '../../../copy.ts'
import styles from '../SourceCard.module.css'

/** Where senders reach it. */
export function HttpAddress({ url }: { url: string }) {
  const address = `${url}/v1/events`
  return (
    <div className={styles['row']}>
      <span className={styles['quiet']}>Events go to</span>
      <span className={styles['mono']}>{address}</span>
      <Button small look="quiet" label="Copy the address" onPress={() => void copyText(address, 'The address')}>
        Copy
      </Button>
    </div>
  )
}
