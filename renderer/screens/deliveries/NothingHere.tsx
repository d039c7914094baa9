import type { Attempt } from '../../../preload/contract/delivery.ts'
import { useTimeWords } from '../../format/now.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './AttemptDetail.module.css'
import { isCleared, nothingWords } from './attempt-words.ts'

type NothingHereProps = { attempt: Attempt | undefined; part: 'sent' | 'answer' | 'trace'; never: string }

/** In place of a request, a response or a connection that is not there: why. */
export function NothingHere({ attempt, part, never }: NothingHereProps) {
  const retention = useMirror((state) => state.settings.retention)
  const words = useTimeWords((now) =>
    part !== 'trace' && isCleared(attempt, part, retention, now)
      ? `It has been cleared away: requests and responses are kept ${retention.bodyDays} days, and at most ${retention.bodyMegabytes} MB of them. Settings → Storage says how long.`
      : nothingWords(attempt, never),
  )
  return <p className={styles['none']}>{words}</p>
}
