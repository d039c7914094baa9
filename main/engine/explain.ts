import type { Explanation, OutcomeCode } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { words } from './words.ts'

/** A failure in three lines; null for a success. `retries`: another attempt follows, or followed, by itself. */
export function explain(
  code: OutcomeCode,
  detail: Pick<AttemptDetail, 'host' | 'status' | 'location'> | null,
  retries: boolean,
): Explanation | null {
  if (code === 'accepted') return null
  const { what, why, next, passing } = words[code]
  const first = retries ? 'It is tried again by itself. ' : passing ? 'Send it again later. ' : ''
  const values: Record<string, string> = {
    host: detail?.host ?? 'the receiver',
    status: String(detail?.status ?? 'with an error'),
    location: detail?.location ?? 'another place',
  }
  // By a function: in a replacement text, `$&` and the like would be read as patterns.
  const fill = (text: string) => {
    const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    return filled.startsWith('the ') ? `T${filled.slice(1)}` : filled
  }
  return { what: fill(what), why: fill(why), next: first + fill(next) }
}

/** A few words to stand behind a status: "HTTP 401, credentials refused". */
export function summarise(code: OutcomeCode, status: number | null): string {
  if (code === 'accepted') return status === null ? 'Accepted' : `HTTP ${status}`
  const { short } = words[code]
  return status === null ? `${short[0]?.toUpperCase()}${short.slice(1)}` : `HTTP ${status}, ${short}`
}
