import type { Status } from '../../preload/contract/webhook.ts'
import { countdownWords } from './time.ts'

export const statusNames: Record<Status['kind'], string> = {
  active: 'Active',
  warning: 'Warning',
  disabled: 'Disabled',
}

/** The reason and what comes next, without the word: "401: token refused · attempt 3 of 5 · next in 1 min 40 s". */
export function statusReason(status: Status, now: number): string {
  const parts = [status.reason.replace(/\.$/, '')]
  if (status.kind === 'warning' && status.attempt !== null) {
    parts.push(`attempt ${status.attempt} of ${status.of}`)
    // On one line, or a lone "s" starts the next.
    if (status.nextAttemptAt !== null)
      parts.push(`next ${countdownWords(status.nextAttemptAt, now)}`.replaceAll(' ', '\u00a0'))
  }
  return parts.filter((part) => part !== '').join(' · ')
}

/** "Warning · 401: token refused · attempt 3 of 5 · next in 1 min 40 s" */
export function statusLine(status: Status, now: number): string {
  return [statusNames[status.kind], statusReason(status, now)].filter((part) => part !== '').join(' · ')
}
