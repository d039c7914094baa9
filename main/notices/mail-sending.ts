import type { Clock, Network } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { Log } from '../log.ts'
import type { MailAccount, MailAccounts } from './mail-account.ts'
import { dropUnwanted, type MailBatch, nextMail, takeDue } from './mail-due.ts'
import { makeLetter } from './mail-letter.ts'
import type { MailProblem } from './mail-problem.ts'
import { isOfOneMail, waitAfter } from './mail-retry.ts'
import type { Mailer, MailSession } from './mail-session.ts'
import { afterFaultMs } from './pace.ts'
import { postponeMails, settleMail } from './mail-settle.ts'
import type { MailFailure } from './mail-trace.ts'

/** Between two mails of critical events, so that a flood of them is no flood of mails. */
const criticalGapMs = 60_000

/** Where there is no session, that many are said not to have been sent. */
const mostTried = 1_000

export type SendingEffects = {
  ledger: Ledger
  clock: Clock
  network: Network
  accounts: Pick<MailAccounts, 'wants' | 'stored'>
  mailer: Mailer
  log: Pick<Log, 'error' | 'info'>
}

/** Mails what is due, one after the other, until nothing is, the server fails, or `closing` ends it. */
export function openMailSending(effects: SendingEffects & { problem: MailProblem; closing: AbortSignal }) {
  const { ledger, clock, network, accounts, mailer, log, problem, closing } = effects
  /** Counts the settings, and networks, that made those of a try under way the old ones. */
  let generation = 0
  /** Ends the session. While a mail is handed over that would leave it unknown. */
  let breakOff = () => {}
  let handing = false
  /** Nothing is tried before: the server, or the way there, just failed. */
  let holdUntil = 0
  let eventsFrom = 0

  async function sendAll(): Promise<void> {
    while (!closing.aborted && network.state() === 'up' && clock.now() >= holdUntil) {
      const begun = generation
      const isOld = () => closing.aborted || generation !== begun
      const account = accounts.stored()
      const batches = takeNext(account, mostTried)
      if (batches.length === 0) return
      const stop = new AbortController()
      breakOff = () => stop.abort('closing')
      const opened = await mailer(account, stop.signal)
      if (opened.ok) {
        try {
          await sendOver(opened.session, account, isOld)
        } finally {
          await opened.session.close()
        }
      } else if (!isOld()) {
        const rows = batches.flatMap((batch) => batch.rows)
        postponeMails(ledger, rows, opened.failure, account.host, clock.now())
        noteFailure(rows, opened.failure, account)
      }
    }
  }

  function takeNext(account: MailAccount, most: number): MailBatch[] {
    dropUnwanted(ledger, account)
    return takeDue(ledger, account, { now: clock.now(), eventsFrom, most })
  }

  /** Until one can't be sent: then the session is over. Each is made when its turn comes, of what there is to tell then. */
  async function sendOver(session: MailSession, account: MailAccount, isOld: () => boolean): Promise<void> {
    for (let [next] = takeNext(account, 1); next !== undefined; [next] = takeNext(account, 1)) {
      const { rows, body, to } = next
      const letter = await makeLetter(body, {
        from: account.from,
        to: account.to,
        messageId: `${rows[0]?.ref.replaceAll(/[^\w.-]/g, '') ?? ''}.${rows.length}`,
        date: new Date(clock.now()),
      })
      if (isOld()) return
      ledger.write((touched) => {
        touched.mails = true
        if (ledger.outbox.claim(rows).length < rows.length) throw new Error('a mail was claimed twice')
      })
      handing = true
      try {
        const sent = await session.send({ ...letter, to })
        const tried = { rows, host: account.host, atOnce: isOld() }
        await settleMail({ ledger, clock, log, closing }, tried, sent)
        if (!sent.ok) return isOld() ? undefined : noteFailure(rows, sent.failure, account)
      } finally {
        handing = false
      }
      if (rows[0]?.about === 'event') eventsFrom = clock.now() + criticalGapMs
      problem.worked()
    }
  }

  function noteFailure(rows: readonly OutboxRow[], failure: MailFailure, { host }: MailAccount): void {
    // Codes only: what a server says may name people.
    log.info('a mail could not be sent', { code: failure.code, phase: failure.phase })
    const attempts = Math.max(...rows.map((row) => row.attempts + 1))
    const rest = rows[0]?.rest ?? null
    if (!isOfOneMail(failure.code, rest)) holdUntil = clock.now() + waitAfter(attempts)
    if (rest === null) problem.failed(failure, host, attempts)
  }

  const endSession = () => {
    if (!handing) breakOff()
  }

  return {
    sendAll,
    /** When something can be sent; null: nothing waits. */
    next: (): number | null => {
      const due = nextMail(ledger, eventsFrom)
      return due === null ? null : Math.max(due, holdUntil)
    },
    /** What waits is due at once, and a try that is under way was made with what is old by now. */
    renew: (): void => {
      generation += 1
      holdUntil = 0
      endSession()
    },
    /** After a fault of ours. Answers when to try again. */
    pause: (): number => (holdUntil = clock.now() + afterFaultMs),
    /** Ends the session, but waits so long, ms, for the answer to a mail that is handed over. Answers what ends the wait. */
    end: (graceMs: number): (() => void) => {
      endSession()
      const timer = setTimeout(() => breakOff(), graceMs)
      return () => clearTimeout(timer)
    },
  }
}
