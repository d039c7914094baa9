import { useTimeWords } from './now.ts'
import { exactWords, relativeWords } from './time.ts'

/** "12 s ago", with the exact time, local and UTC, under the pointer. */
export function RelativeTime({ at }: { at: number }) {
  const words = useTimeWords((now) => relativeWords(at, now))
  return (
    <time dateTime={new Date(at).toISOString()} title={exactWords(at)}>
      {words}
    </time>
  )
}
