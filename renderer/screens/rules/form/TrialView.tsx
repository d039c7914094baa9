import type { ReactNode } from 'react'
import type { RuleTrial } from '../../../../preload/contract/rule.ts'
import { RelativeTime } from '../../../format/RelativeTime.tsx'
import { visibleText } from '../../../format/visible.ts'
import styles from './TrialView.module.css'

const some = (count: number, one: string, many: string) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`

export function trialWords({ of, matched, alerts }: RuleTrial): string {
  if (of === 0) return 'No events have come in yet.'
  return `${matched.toLocaleString('en')} of ${some(of, 'event', 'events')} would have matched, and fired ${some(alerts, 'alert', 'alerts')}.`
}

export function TrialView({ trial }: { trial: RuleTrial }) {
  const { since, cut, fired, alerts, matches, matched } = trial
  return (
    <div className={styles['result']}>
      <p className={styles['words']}>{trialWords(trial)}</p>
      {since !== null && (
        <p className={styles['quiet']}>
          Since <RelativeTime at={since} />
        </p>
      )}
      {cut && <p className={styles['quiet']}>There was no time for all of them: the newest were not looked at.</p>}
      <Lines
        title="Alerts"
        of={alerts}
        rows={fired.map(({ at, title, description }) => ({ at, title, more: description }))}
      />
      <Lines
        title="Events that match"
        of={matched}
        rows={matches.map(({ at, title }) => ({ at, title, more: null }))}
      />
    </div>
  )
}

type Row = { at: number; title: string; more: string | null }

function Lines({ title, of, rows }: { title: string; of: number; rows: readonly Row[] }): ReactNode {
  if (rows.length === 0) return null
  return (
    <section>
      <h3 className={styles['heading']}>
        {title}
        {of > rows.length && <span className={styles['quiet']}> · the newest {rows.length}</span>}
      </h3>
      <ol className={styles['list']}>
        {rows.map(({ at, title: shown, more }, index) => (
          // Newest first, and never changed: the place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles['row']}>
            <span className={styles['what']}>{visibleText(shown)}</span>
            <span className={styles['quiet']}>
              <RelativeTime at={at} />
            </span>
            {more !== null && <span className={styles['more']}>{visibleText(more)}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
