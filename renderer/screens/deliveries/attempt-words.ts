import type { Attempt } from '../../../preload/contract/delivery.ts'
import { isSuccess } from '../../../preload/contract/outcome.ts'
import type { Settings } from '../../../preload/contract/settings.ts'

type Shape = { sign: string; word: string; tone: 'ok' | 'danger' | 'quiet' }

export function attemptShape({ code, endedAt, counted }: Attempt): Shape {
  if (code === null || endedAt === null) return { sign: '◐', word: 'Under way', tone: 'quiet' }
  if (isSuccess(code)) return { sign: '✓', word: code === 'queued' ? 'Accepted' : 'Succeeded', tone: 'ok' }
  // After a crash nobody knows whether it arrived.
  if (code === 'unknown') return { sign: '?', word: 'Unknown', tone: 'quiet' }
  // The workstation's own trouble is not the receiver's fault.
  return counted ? { sign: '✗', word: 'Failed', tone: 'danger' } : { sign: '–', word: 'Not made', tone: 'quiet' }
}

/** "401"; without an answer the code in words: "connect refused". */
export function attemptResult({ code, answer }: Attempt): string {
  if (answer) return String(answer.status)
  return code === null ? '' : code.replaceAll('_', ' ')
}

/** What is said beside the result; '' for an automatic attempt that counts. */
export function attemptMark({ manual, counted, endedAt }: Attempt): string {
  if (endedAt !== null && !counted && !manual) return 'not counted'
  return manual ? 'manual' : ''
}

/** In place of what an attempt does not have; `never` is said only once it is known to be so. */
export function nothingWords(attempt: Attempt | undefined, never: string): string {
  if (!attempt) return 'Nothing has been sent yet.'
  if (attempt.code === null) return 'The request is under way.'
  return attempt.code === 'unknown' ? 'Not known: the app stopped while the request was under way.' : never
}

const day = 86_400_000

/**
 * Whether a request or a response was there and has been cleared away: by its age, or sooner because there were too many
 * bytes of them; then the phases tell that it was sent or received.
 */
export function isCleared(
  attempt: Attempt | undefined,
  part: 'sent' | 'answer',
  { bodyDays }: Settings['retention'],
  now: number,
): boolean {
  if (!attempt?.endedAt || attempt[part] !== null || attempt.code === 'unknown') return false
  const { trace } = attempt
  const reached = trace?.phases[part === 'sent' ? 'send' : 'answer'] !== undefined
  if (part === 'answer' && trace && (trace.failedPhase !== null || !reached)) return false
  return reached || attempt.endedAt < now - bodyDays * day
}

export const attemptTook = ({ startedAt, endedAt }: Attempt): number | null =>
  endedAt === null ? null : endedAt - startedAt
