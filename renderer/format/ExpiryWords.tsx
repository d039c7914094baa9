import { expiryOf } from './expiry.ts'
import styles from './ExpiryWords.module.css'
import { useTimeWords } from './now.ts'
import { dateWords, exactWords } from './time.ts'

/** Until when a certificate is valid; how long that is yet where it ends soon. */
export function ExpiryWords({ validTo }: { validTo: number }) {
  const words = useTimeWords((now) => expiryOf(validTo, now)?.words ?? dateWords(validTo))
  const tone = useTimeWords((now) => expiryOf(validTo, now)?.tone ?? 'quiet')
  return (
    <span className={styles['expiry']} data-tone={tone} title={exactWords(validTo)}>
      {words}
    </span>
  )
}
