import type { Mail } from '../../preload/contract/email.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import { aboutOf } from './about.ts'
import { noticeTitles } from './titles.ts'

const mostListed = 20

/** The newest mails, and what became of each. */
export const listMails = (ledger: Ledger): Mail[] =>
  ledger.outbox.page('mail', mostListed).map((row) => ({
    seq: row.seq,
    state: row.state,
    subject: subjectOf(ledger, row),
    at: row.created_at,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'waiting' ? row.due_at : null,
    reason: row.reason,
  }))

function subjectOf(ledger: Ledger, { about, ref }: OutboxRow): string {
  if (about === 'event') return `Critical event: ${ledger.events.row(ref)?.title ?? ref}`
  const notice = ledger.notices.get(ref)
  if (notice === null) return 'A notice that is gone'
  return `${noticeTitles[notice.kind]}: ${aboutOf(ledger, notice).name}`
}
