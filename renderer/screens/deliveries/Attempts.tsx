import { type Attempt, type DeliveryDetail, mostAttempts } from '../../../preload/contract/delivery.ts'
import hidden from '../../components/hidden.module.css'
import { Countdown } from '../../format/Countdown.tsx'
import { formatDuration } from '../../format/duration.ts'
import { clockWords, exactWords } from '../../format/time.ts'
import { attemptMark, attemptResult, attemptShape, attemptTook } from './attempt-words.ts'
import styles from './Attempts.module.css'
import { PhaseBar } from './PhaseBar.tsx'

type AttemptsProps = {
  attempts: readonly Attempt[]
  planned: DeliveryDetail['planned']
  /** The number of the attempt that is shown below. */
  chosen: number | null
  onChoose: (number: number) => void
}

/** What has been tried, and what will be, one line each. The bars share one scale, so lengths can be compared. */
export function Attempts({ attempts, planned, chosen, onChoose }: AttemptsProps) {
  const longest = Math.max(1, ...attempts.map((attempt) => attemptTook(attempt) ?? 0))
  return (
    <ol className={styles['list']} aria-label="Attempts">
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          <MadeAttempt
            attempt={attempt}
            longest={longest}
            isChosen={attempt.number === chosen}
            onChoose={() => onChoose(attempt.number)}
          />
        </li>
      ))}
      {planned.map(({ number, at }) => (
        <li key={`planned ${number}`} className={styles['planned']}>
          <time title={exactWords(at)}>{clockWords(at)}</time>
          <span aria-hidden="true">○</span>
          <span>{number}</span>
          <span className={styles['rest']}>
            planned <Countdown to={at} />
            {number === mostAttempts && '; if it fails too, the webhook is disabled unless another event got through'}
          </span>
        </li>
      ))}
    </ol>
  )
}

type MadeAttemptProps = { attempt: Attempt; longest: number; isChosen: boolean; onChoose: () => void }

function MadeAttempt({ attempt, longest, isChosen, onChoose }: MadeAttemptProps) {
  const { sign, word, tone } = attemptShape(attempt)
  const took = attemptTook(attempt)
  const mark = attemptMark(attempt)
  return (
    <button type="button" className={styles['made']} aria-pressed={isChosen} onClick={onChoose}>
      <time title={exactWords(attempt.startedAt)}>{clockWords(attempt.startedAt)}</time>
      <span className={styles['sign']} data-tone={tone}>
        <span aria-hidden="true">{sign}</span>
        <span className={hidden['hidden']}>{word}, attempt</span>
      </span>
      <span>{attempt.number}</span>
      <span className={styles['result']}>
        {attemptResult(attempt)}
        {mark !== '' && <span className={styles['mark']}> {mark}</span>}
      </span>
      <span className={styles['took']}>{took !== null && formatDuration(took)}</span>
      <PhaseBar trace={attempt.trace} longest={longest} />
    </button>
  )
}
