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

export const attemptTook = ({ startedAt, endedAt }: Attempt): number | null =>
  endedAt === null ? null : endedAt - startedAt
