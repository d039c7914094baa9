import { useState } from 'react'
import type { ReceiverCard } from '../../../../../preload/contract/receiver.ts'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import styles from './receiver.module.css'

/** What to do in the other system first, and what about it nobody has confirmed. Open while there is no URL to paste. */
export function ReceiverHelp({ card, hasUrl }: { card: ReceiverCard; hasUrl: boolean }) {
  const { kind, name, setUp, unconfirmed, dedup, urlExample } = card
  const [opened, setOpened] = useState<boolean | null>(null)
  return (
    <Disclosure
      title={kind === 'custom' ? 'Set up your endpoint' : `Set up ${name}`}
      summary={setUp.length === 1 ? '1 step' : `${setUp.length} steps`}
      open={opened ?? (!hasUrl && kind !== 'custom')}
      onOpenChange={setOpened}
    >
      <div className={styles['help']}>
        <ol className={styles['steps']}>
          {setUp.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          The URL looks like <code>{urlExample}</code>
        </p>
        <p>
          {dedup ??
            `${name} can’t tell a second delivery of an event from the first: after a crash or a time-out one may arrive twice.`}
        </p>
        {unconfirmed.length > 0 && (
          <>
            <p>Not confirmed on a real system:</p>
            <ul className={styles['facts']}>
              {unconfirmed.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Disclosure>
  )
}
