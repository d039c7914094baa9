import { formatDuration } from './duration.ts'
import { dateWords } from './time.ts'

const hour = 3_600_000
const day = 24 * hour

export type Expiry = { tone: 'quiet' | 'warn' | 'danger'; words: string }

/** "29 days", "1 day", "5 h": days rounded down, so that it never promises too long. */
export function leftWords(ms: number): string {
  const days = Math.floor(ms / day)
  if (days > 0) return days === 1 ? '1 day' : `${days} days`
  return formatDuration(Math.max(60_000, Math.floor(ms / 60_000) * 60_000)).replace(/ \d+ min$/, '')
}

/** What to say of a certificate that ends soon: quietly 30 days before, amber 7, red on the last day; null before. */
export function expiryOf(validTo: number, now: number): Expiry | null {
  const left = validTo - now
  if (left <= 0) return { tone: 'danger', words: `expired on ${dateWords(validTo)}` }
  const words = `expires in ${leftWords(left)}, on ${dateWords(validTo)}`
  if (left <= day) return { tone: 'danger', words }
  if (left <= 7 * day) return { tone: 'warn', words }
  return left <= 30 * day ? { tone: 'quiet', words } : null
}
