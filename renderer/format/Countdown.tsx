import { useTimeWords } from './now.ts'
import { countdownWords, exactWords } from './time.ts'

/** "in 1 min 40 s", with the exact time, local and UTC, under the pointer. */
export function Countdown({ to }: { to: number }) {
  const words = useTimeWords((now) => countdownWords(to, now))
  return (
    <time dateTime={new Date(to).toISOString()} title={exactWords(to)}>
      {words}
    </time>
  )
}
