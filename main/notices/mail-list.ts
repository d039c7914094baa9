import type { Mail } from '../../preload/contract/email.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { NoticeKind } from '../../preload/contract/notice.ts'
import { aboutOf } from './about.ts'

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

const kinds: Record<NoticeKind, string> = {
  disabled: 'Webhook disabled',
  recovered: 'Webhook works again',
  early: 'Webhook failing',
  stopped: 'Rule stopped',
}

function subjectOf(ledger: Ledger, { about, ref }: OutboxRow): string {
  if (about === 'event') return `Critical event: ${ledger.events.row(ref)?.title ?? ref}`
  const notice = ledger.notices.get(ref)
  if (notice === null) return 'A notice that is gone'
  return `${kinds[notice.kind]}: ${aboutOf(ledger, notice).name}`
}
