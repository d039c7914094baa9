import type { ReceiverCard } from '../../../../../preload/contract/receiver.ts'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import styles from '../parts.module.css'

/** What to do in the other system first, and what about it nobody has confirmed. */
export function ReceiverHelp({ card: { name, setUp, unconfirmed, dedup, urlExample } }: { card: ReceiverCard }) {
  return (
    <Disclosure title={`Set up ${name}`} summary={`${setUp.length} steps`}>
      <ol className={styles['steps']}>
        {setUp.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={styles['note']}>
        The URL looks like <code>{urlExample}</code>
      </p>
      <p className={styles['note']}>
        {dedup ??
          'It can’t tell a second delivery of an event from the first: after a crash or a time-out one may arrive twice.'}
      </p>
      {unconfirmed.length > 0 && (
        <>
          <p className={styles['note']}>Not confirmed on a real system:</p>
          <ul className={styles['steps']}>
            {unconfirmed.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  )
}
