import { type ReactNode, useId } from 'react'
import type { Source, SourceState } from '../../../preload/contract/source.ts'
import { Banner } from '../../components/Banner.tsx'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { Switch } from '../../components/Switch.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { counterWords } from './selectors.ts'
import styles from './SourceCard.module.css'

type SourceCardProps = {
  title: string
  /** What it is for, in a sentence. */
  about: string
  source: Pick<Source, 'state' | 'counters' | 'lastError' | 'lastAt'>
  on: boolean
  onSwitch: (on: boolean) => void
  children?: ReactNode
}

const looks: Record<SourceState, { tone: Tone; shape: string; word: string }> = {
  off: { tone: 'off', shape: '■', word: 'Off' },
  starting: { tone: 'quiet', shape: '○', word: 'Starting' },
  on: { tone: 'ok', shape: '●', word: 'On' },
  failed: { tone: 'warn', shape: '▲', word: 'Can’t start' },
}

/** What every source shows: whether it takes events in, how many it took, and what went wrong last. */
export function SourceCard({ title, about, source, on, onSwitch, children }: SourceCardProps) {
  const headingId = useId()
  const { state, counters, lastError, lastAt } = source
  return (
    <section className={styles['card']} aria-labelledby={headingId}>
      <header className={styles['header']}>
        <h2 id={headingId} className={styles['title']}>
          {title}
        </h2>
        <StatusPill {...looks[state]} />
        <span className={styles['switch']}>
          <Switch selected={on} onChange={onSwitch}>
            {`Take events in from ${title}`}
          </Switch>
        </span>
      </header>
      <p className={styles['quiet']}>{about}</p>
      {state !== 'off' && (
        <p className={styles['counters']}>
          {counterWords(counters)}
          <span className={styles['quiet']}>
            {' '}
            since the app was started
            {lastAt !== null && (
              <>
                , last <RelativeTime at={lastAt} />
              </>
            )}
          </span>
        </p>
      )}
      {lastError !== null && (
        <Banner
          tone={state === 'failed' ? 'warn' : 'quiet'}
          next={
            <>
              {visibleText(lastError.next)} · <RelativeTime at={lastError.at} />
            </>
          }
        >
          {visibleText(lastError.message)}
        </Banner>
      )}
      {children}
    </section>
  )
}
