import type { Backup } from '../../preload/contract/recovery.ts'
import { Button } from '../components/Button.tsx'
import { Disclosure } from '../components/Disclosure.tsx'
import { minuteWords } from '../format/time.ts'
import styles from './Recovery.module.css'
import type { useRecovery } from './use-recovery.ts'

type RecoveryChoicesProps = ReturnType<typeof useRecovery> & { backups: readonly Backup[] }

/** The ways out of a damaged ledger, the one that loses least first. */
export function RecoveryChoices({ backups, busy, problem, restore, startEmpty }: RecoveryChoicesProps) {
  const [newest, ...older] = backups
  return (
    <section className={styles['choices']} aria-label="Ways out">
      {newest ? (
        <div className={styles['choice']}>
          <Button
            look="primary"
            pending={busy === newest.name}
            onPress={() => void restore(newest.name, newest.at)}
          >{`Put back the backup of ${minuteWords(newest.at)}`}</Button>
          <span className={styles['quiet']}>{contents(newest)}</span>
        </div>
      ) : (
        <p>There is no backup that can be used. One is made each day the app runs.</p>
      )}
      {older.length > 0 && (
        <Disclosure title="Older backups" summary={String(older.length)}>
          <ul className={styles['older']}>
            {older.map((backup) => (
              <li key={backup.name} className={styles['choice']}>
                <Button
                  small
                  label={`Put back the backup of ${minuteWords(backup.at)}`}
                  pending={busy === backup.name}
                  onPress={() => void restore(backup.name, backup.at)}
                >
                  Put back
                </Button>
                <span>{minuteWords(backup.at)}</span>
                <span className={styles['quiet']}>{contents(backup)}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <div className={styles['choice']}>
        <Button pending={busy === 'empty'} onPress={() => void startEmpty()}>
          Start with an empty ledger
        </Button>
        <span className={styles['quiet']}>No webhooks, no history. Backups stay.</span>
      </div>
      {problem !== null && (
        <p className={styles['problem']} role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}

const number = new Intl.NumberFormat('en-GB')
const counted = (count: number, one: string, many: string) => `${number.format(count)} ${count === 1 ? one : many}`
const contents = ({ webhooks, deliveries }: Backup) =>
  `${counted(webhooks, 'webhook', 'webhooks')}, ${counted(deliveries, 'delivery', 'deliveries')}`
