import type { Webhook } from '../../../preload/contract/webhook.ts'
import { Button } from '../../components/Button.tsx'
import { dismissHeld, sendHeld } from './actions.ts'
import styles from './AfterEnable.module.css'

type AfterEnableProps = { webhook: Webhook; offerTest: boolean; onTest: () => void; onDone: () => void }

/** The way back after a failure: a test first, then what was kept back. */
export function AfterEnable({ webhook, offerTest, onTest, onDone }: AfterEnableProps) {
  const { held } = webhook
  if (!offerTest && held === 0) return null
  return (
    <section className={styles['panel']} aria-label="Next steps">
      {offerTest && (
        <div className={styles['step']} role="status">
          <p className={styles['words']}>The webhook is active again. A test tells whether it works now.</p>
          <Button look="primary" small onPress={onTest}>
            Send test
          </Button>
          <Button small onPress={onDone}>
            Not now
          </Button>
        </div>
      )}
      {held > 0 && (
        <div className={styles['step']}>
          <p className={styles['words']}>
            {held === 1 ? '1 event was held' : `${held} events were held`} while it was disabled.
          </p>
          <Button look={offerTest ? 'plain' : 'primary'} small onPress={() => void sendHeld(webhook)}>
            {held === 1 ? 'Send 1 held event' : `Send ${held} held events`}
          </Button>
          <Button small onPress={() => void dismissHeld(webhook)}>
            Dismiss
          </Button>
        </div>
      )}
    </section>
  )
}
