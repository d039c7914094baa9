import { useTimeWords } from './now.ts'
import { countdownWords, exactWords } from './time.ts'

/** "in 1 min 40 s", with the exact time, local and UTC, under the pointer. */
export function Countdown({ to }: { to: number }) {
  // On one line, or a lone "s" starts the next.
  const words = useTimeWords((now) => countdownWords(to, now).replaceAll(' ', '\u00a0'))
  return (
    <time dateTime={new Date(to).toISOString()} title={exactWords(to)}>
      {words}
    </time>
  )
}
