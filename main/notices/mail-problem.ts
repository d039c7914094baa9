import type { MailFault } from '../../preload/contract/email.ts'
import type { Problem } from '../../preload/contract/changes.ts'
import type { Ledger } from '../ledger/open.ts'
import type { MailFailure } from './mail-trace.ts'
import { explainMail } from './mail-words.ts'

/** May be over by itself soon: said only where it lasts. */
const isPassing: ReadonlySet<MailFault> = new Set<MailFault>([
  'name_unanswered',
  'connection_refused',
  'unreachable',
  'cut',
  'slow',
  'later',
  'recipients_later',
])
const mostPassing = 3

export type MailProblem = ReturnType<typeof openMailProblem>

/** What the window says of mail that does not go out: something waits, and the last try failed. */
export function openMailProblem({ ledger, changed }: { ledger: Ledger; changed: () => void }) {
  let last: Problem | null = null
  let shown: Problem | null = null

  function look(): void {
    if (last !== null && ledger.outbox.waiting('mail') === 0) last = null
    if (shown?.message === last?.message) return
    shown = last
    changed()
  }

  return {
    /** `attempts`: tries of that mail so far. */
    failed: (failure: MailFailure, host: string, attempts: number): void => {
      if (failure.code === 'unknown' || failure.code === 'stopped') return
      if (isPassing.has(failure.code) && attempts < mostPassing) return
      const { what, next } = explainMail(failure, host)
      last = { id: 'mail', message: `E-mails wait: ${what}`, next }
      look()
    },
    worked: (): void => {
      last = null
      look()
    },
    /** Something waits no longer. */
    look,
    current: (): Problem | null => shown,
  }
}
