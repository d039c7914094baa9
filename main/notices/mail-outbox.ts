import type { Clock, Network } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { Log } from '../log.ts'
import type { MailAccount, MailAccounts } from './mail-account.ts'
import { dropUnwanted, type MailBatch, nextMail, takeDue } from './mail-due.ts'
import { makeLetter } from './mail-letter.ts'
import { openMailProblem } from './mail-problem.ts'
import { isOfOneMail, waitAfter } from './mail-retry.ts'
import type { Mailer, MailSession } from './mail-session.ts'
import { postponeMails, settleMail } from './mail-settle.ts'
import type { MailFailure } from './mail-trace.ts'

/** What is written close together is told together. */
const gatherMs = 1_000
/** Between two mails of critical events, so that a flood of them is no flood of mails. */
const criticalGapMs = 60_000
/** A fault of ours ends no mail, but it may come again at once. */
const afterFaultMs = 60_000
/** At the end, for a mail server to say what became of the mail it was given. */
const usualGraceMs = 5_000

type Effects = {
  ledger: Ledger
  clock: Clock
  network: Network
  accounts: Pick<MailAccounts, 'wants' | 'stored'>
  mailer: Mailer
  log: Pick<Log, 'error' | 'info'>
  /** Whether there is a problem to show, or which, is different now. */
  changed: () => void
}

/**
 * Mails what waits in the outbox, one after the other. A server that is down delays it. On disk before a mail leaves is
 * that it does: what a crash catches in between may have arrived, is shown as unknown and never sent again.
 */
export function openMailOutbox({ ledger, clock, network, accounts, mailer, log, changed }: Effects) {
  const problem = openMailProblem({ ledger, changed })
  const closing = new AbortController()
  let cancel = () => {}
  let gathering = false
  let running: Promise<void> | null = null
  /** Ends the session. While a mail is handed over that would leave it unknown. */
  let breakOff = () => {}
  let handing = false
  /** Counts the settings, and networks, that made those of a try under way the old ones. */
  let generation = 0
  /** Nothing is tried before: the server, or the way there, just failed. */
  let holdUntil = 0
  let eventsFrom = 0
  const stopListening = network.onChange(() => {
    if (network.state() === 'up') hurry()
  })
  const isClosed = () => closing.signal.aborted

  /** Drops what is not wanted, and is there again when something is due. */
  function look(): void {
    if (isClosed()) return
    cancel()
    safely(() => {
      dropUnwanted(ledger, accounts.wants())
      problem.look()
      const time = nextMail(ledger, eventsFrom)
      if (time === null || running !== null || network.state() !== 'up') return
      cancel = clock.at(Math.max(time, holdUntil, clock.now()), run)
    })
  }

  /** The ledger may refuse: then all of it once more, later. */
  function safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      failed(error)
      cancel()
      cancel = clock.at(holdUntil, look)
    }
  }

  function failed(error: unknown): void {
    if (isClosed()) return
    holdUntil = clock.now() + afterFaultMs
    log.error('mails could not be sent', error)
  }

  function run(): void {
    if (running !== null || isClosed()) return
    running = sendAll()
      .catch(failed)
      .finally(() => {
        running = null
        look()
      })
  }

  async function sendAll(): Promise<void> {
    while (!isClosed() && network.state() === 'up' && clock.now() >= holdUntil) {
      const begun = generation
      const isOld = () => isClosed() || generation !== begun
      const account = accounts.stored()
      dropUnwanted(ledger, account)
      const batches = takeDue(ledger, account, eventsFrom, clock.now())
      if (batches.length === 0) return
      const stop = new AbortController()
      breakOff = () => stop.abort('closing')
      const opened = await mailer(account, stop.signal)
      if (opened.ok) {
        try {
          await sendOver(opened.session, batches, account, isOld)
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

  /** Until one can't be sent: then the session is over. */
  async function sendOver(
    session: MailSession,
    batches: readonly MailBatch[],
    account: MailAccount,
    isOld: () => boolean,
  ): Promise<void> {
    for (const { rows, body, to } of batches) {
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
        await settleMail({ ledger, clock, log, closing: closing.signal }, tried, sent)
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

  function hurry(): void {
    if (isClosed()) return
    generation += 1
    holdUntil = 0
    if (!handing) breakOff()
    safely(() => {
      const now = clock.now()
      dropUnwanted(ledger, accounts.wants())
      if ((nextMail(ledger, 0) ?? now) > now)
        ledger.write((touched) => {
          touched.mails = true
          ledger.outbox.hasten('mail', now)
        })
    })
    look()
  }

  return {
    /** Call once, when the window can be told of it. */
    start: (): void => {
      const reason = 'The app ended while it was handed over. It may have arrived, so it is not sent again.'
      ledger.write((touched) => {
        if (ledger.outbox.interrupted('mail', reason, clock.now()) > 0) touched.mails = true
      })
      look()
    },
    /** Something was written, perhaps to the outbox. */
    wake: (): void => {
      if (gathering || isClosed()) return
      gathering = true
      clock.at(clock.now() + gatherMs, () => {
        gathering = false
        look()
      })
    },
    /** What waits is tried at once: the settings are others now, or there is a network again. */
    hurry,
    /** Resolves once nothing is under way. */
    idle: async (): Promise<void> => {
      await running
    },
    problem: problem.current,
    /** Begins no further mail; of one that is handed over the answer is waited for, at most `graceMs`. */
    close: async (graceMs = usualGraceMs): Promise<void> => {
      closing.abort('closing')
      cancel()
      stopListening()
      if (!handing) breakOff()
      const timer = setTimeout(() => breakOff(), graceMs)
      await running
      clearTimeout(timer)
    },
  }
}
