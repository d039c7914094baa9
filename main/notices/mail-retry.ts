import type { MailFault } from '../../preload/contract/email.ts'
import type { OutboxEnd, OutboxRow } from '../ledger/outbox.ts'
import type { MailSent } from './mail-session.ts'
import { summariseMail } from './mail-words.ts'

const minute = 60_000
/** Before the next try, by the number of tries so far; the last goes on. RFC 5321 §4.5.4.1 wants 4 to 5 days of them. */
const waits = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute)
const giveUpAfter = 7 * 24 * 60 * minute

export const waitAfter = (attempts: number): number => waits[Math.min(attempts, waits.length) - 1] ?? minute

/** Any other failure would be met by the next mail, too. */
export const isOfOneMail = (code: MailFault): boolean => code === 'message_refused'

type Ended = OutboxEnd & ({ state: 'waiting'; dueAt: number } | { state: 'sent' | 'unknown' | 'failed' })

/** What becomes of a row, `attempts` counting the try that ended. Pure. */
export function endOf(
  { attempts, created_at: created }: Pick<OutboxRow, 'attempts' | 'created_at'>,
  sent: MailSent,
  host: string,
  now: number,
): Ended {
  if (sent.ok) return { state: 'sent', code: 'sent', reason: rejectedWords(sent.rejected) }
  const { code } = sent.failure
  const reason = summariseMail(sent.failure, host)
  if (code === 'unknown') return { state: 'unknown', code, reason }
  if (now - created >= giveUpAfter) return { state: 'failed', code, reason: `Given up after 7 days. ${reason}` }
  return { state: 'waiting', code, reason, dueAt: now + waitAfter(attempts) }
}

const rejectedWords = (rejected: readonly string[]) =>
  rejected.length === 0
    ? null
    : `The mail server takes no mail for ${rejected.join(', ')}. Check the addresses under To.`
