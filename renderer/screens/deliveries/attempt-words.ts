import type { Attempt } from '../../../preload/contract/delivery.ts'

type Shape = { sign: string; word: string; tone: 'ok' | 'danger' | 'quiet' }

export function attemptShape({ code, endedAt }: Attempt): Shape {
  if (code === null || endedAt === null) return { sign: '◐', word: 'Under way', tone: 'quiet' }
  if (code === 'accepted') return { sign: '✓', word: 'Succeeded', tone: 'ok' }
  // After a crash nobody knows whether it arrived.
  if (code === 'unknown') return { sign: '?', word: 'Unknown', tone: 'quiet' }
  return { sign: '✗', word: 'Failed', tone: 'danger' }
}

/** "401"; without an answer the code in words: "connect refused". */
export function attemptResult({ code, answer }: Attempt): string {
  if (answer) return String(answer.status)
  return code === null ? '' : code.replaceAll('_', ' ')
}

/** In place of what an attempt does not have; `never` is said only once it is known to be so. */
export function nothingWords(attempt: Attempt | undefined, never: string): string {
  if (!attempt) return 'Nothing has been sent yet.'
  if (attempt.code === null) return 'The request is under way.'
  return attempt.code === 'unknown' ? 'Not known: the app stopped while the request was under way.' : never
}

export const attemptTook = ({ startedAt, endedAt }: Attempt): number | null =>
  endedAt === null ? null : endedAt - startedAt
