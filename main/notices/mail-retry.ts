import type { MailFault } from '../../preload/contract/email.ts'
import type { OutboxEnd, OutboxRow, Rest } from '../ledger/outbox.ts'
import type { MailSent } from './mail-session.ts'
import type { MailFailure } from './mail-trace.ts'
import { summariseMail } from './mail-words.ts'

const minute = 60_000
/** Before the next try, by the number of tries so far; the last goes on. RFC 5321 §4.5.4.1 wants 4 to 5 days of them. */
const waits = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute)
const giveUpAfter = 7 * 24 * 60 * minute

export const waitAfter = (attempts: number): number => waits[Math.min(attempts, waits.length) - 1] ?? minute

/** Any other failure would be met by the next mail, too. `rest`: it goes to those who were put off. */
export function isOfOneMail(code: MailFault, rest: Rest | null): boolean {
  if (code === 'message_refused') return true
  return rest !== null && (code === 'recipients_later' || code === 'recipients_refused')
}

type Tried = Pick<OutboxRow, 'attempts' | 'created_at' | 'rest'>
type Ended = OutboxEnd & ({ state: 'waiting'; dueAt: number } | { state: 'sent' | 'unknown' | 'failed' })

/** What becomes of a row, `attempts` counting the try that ended. Pure. */
export function endOf(row: Tried, sent: MailSent, host: string, now: number): Ended {
  const next = { isLast: now - row.created_at >= giveUpAfter, dueAt: now + waitAfter(row.attempts) }
  if (sent.ok) {
    const refused = [...(row.rest?.refused ?? []), ...sent.rejected]
    if (sent.deferred.length === 0) return { state: 'sent', code: 'sent', reason: refusedWords(refused) }
    return endOfRest({ to: sent.deferred, refused }, { code: 'recipients_later', said: null }, host, next)
  }
  const { failure } = sent
  if (row.rest !== null) return endOfRest(row.rest, failure, host, next)
  const { code } = failure
  const reason = summariseMail(failure, host)
  if (code === 'unknown') return { state: 'unknown', code, reason }
  if (next.isLast) return { state: 'failed', code, reason: `Given up after 7 days. ${reason}` }
  return { state: 'waiting', code, reason, dueAt: next.dueAt }
}

/** Some have got it: whatever becomes of the others, it was sent. */
function endOfRest(
  rest: Rest,
  failure: Pick<MailFailure, 'code' | 'said'>,
  host: string,
  { isLast, dueAt }: { isLast: boolean; dueAt: number },
): Ended {
  const { code } = failure
  const names = rest.to.join(', ')
  const why = summariseMail(failure, host)
  const reason = (words: string) => [words, refusedWords(rest.refused) ?? []].flat().join(' ')
  if (code === 'unknown')
    return { state: 'unknown', code, reason: reason(`Sent, but whether to ${names} too is not known.`) }
  if (code === 'recipients_refused') return { state: 'sent', code, reason: refusedWords([...rest.refused, ...rest.to]) }
  if (isLast) return { state: 'sent', code, reason: reason(`Sent, but not to ${names}: given up after 7 days. ${why}`) }
  return { state: 'waiting', code, reason: `Sent, but not to ${names} yet. ${why}`, dueAt, rest }
}

/** Said of a mail that is over: null where everybody got it. */
export const refusedWords = (refused: readonly string[]): string | null =>
  refused.length === 0 ? null : `The mail server takes no mail for ${refused.join(', ')}. Check the addresses under To.`
