import hidden from '../../../components/hidden.module.css'
import { formatDuration } from '../../../format/duration.ts'
import type { PhaseRow } from './phase-rows.ts'
import styles from './TestPhases.module.css'

const signs: Record<PhaseRow['state'], { shape: string; word: string }> = {
  done: { shape: '✓', word: 'done' },
  failed: { shape: '✗', word: 'failed' },
  open: { shape: '✓', word: 'already open' },
  needless: { shape: '✓', word: 'not needed' },
  missed: { shape: '–', word: 'not reached' },
  waiting: { shape: '○', word: '' },
}

export function TestPhases({ rows }: { rows: readonly (Omit<PhaseRow, 'phase'> & { phase: string })[] }) {
  return (
    <ol className={styles['phases']}>
      {rows.map(({ phase, name, state, ms, detail }) => (
        <li key={phase} className={styles['phase']} data-state={state}>
          <span className={styles['shape']} aria-hidden="true">
            {signs[state].shape}
          </span>
          <span className={styles['name']}>{name}</span>
          <span className={styles['detail']} title={detail}>
            {state === 'missed' || state === 'open' ? signs[state].word : detail}
            {state === 'needless' && `${detail === '' ? '' : ', '}${signs[state].word}`}
            {(state === 'done' || state === 'failed') && (
              <span className={hidden['hidden']}>, {signs[state].word}, </span>
            )}
          </span>
          <span className={styles['took']}>{ms === null ? '' : formatDuration(ms)}</span>
        </li>
      ))}
    </ol>
  )
}
