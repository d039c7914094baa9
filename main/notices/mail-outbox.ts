import type { MailFault } from '../../preload/contract/email.ts'
import type { Problem } from '../../preload/contract/changes.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import type { MailAccount, MailAccounts } from './mail-account.ts'
import { mailOfEvents } from './mail-events.ts'
import { type MailBody, makeLetter } from './mail-letter.ts'
import { mailOfNotice } from './mail-notices.ts'
import type { Mailer, MailSent, MailSession } from './mail-session.ts'
import type { MailFailure } from './mail-trace.ts'
import { endOf, isOfOneMail, waitAfter } from './mail-retry.ts'
import { explainMail, summariseMail } from './mail-words.ts'

/** What is written close together is told together. */
const gatherMs = 1_000
/** Between two mails of critical events, so that a flood of them is no flood of mails. */
const criticalGapMs = 60_000
const mostAtOnce = 1_000
const settleAgainMs = 1_000
/** A fault of ours ends no mail, but it may come again at once. */
const afterFaultMs = 60_000

type Effects = {
  ledger: Ledger
  clock: Clock
  network: Network
  accounts: Pick<MailAccounts, 'stored'>
  mailer: Mailer
  log: Pick<Log, 'error' | 'info'>
  /** Whether there is a problem to show, or which, is different now. */
  changed: () => void
}
type Batch = { rows: OutboxRow[]; body: MailBody }

/**
 * Mails what waits in the outbox, one after the other. A server that is down delays it. On disk before a mail leaves is
 * that it does: what a crash catches in between may have arrived, is shown as unknown and never sent again.
 */
export function openMailOutbox({ ledger, clock, network, accounts, mailer, log, changed }: Effects) {
  const closing = new AbortController()
  const { signal } = closing
  let cancel = () => {}
  let gathering = false
  let running: Promise<void> | null = null
  /** Nothing is tried before: the server, or the way there, just failed. */
  let holdUntil = 0
  let eventsFrom = 0
  let problem: Problem | null = null
  const stopListening = network.onChange(() => {
    if (network.state() === 'up') hurry()
  })

  function arm(): void {
    cancel()
    if (signal.aborted || running !== null || network.state() !== 'up') return
    const time = nextTime()
    if (time !== null) cancel = clock.at(Math.max(time, clock.now()), run)
  }

  function nextTime(): number | null {
    const notice = ledger.outbox.nextDue('mail', 'notice')
    const event = ledger.outbox.nextDue('mail', 'event')
    const times = [notice ?? Infinity, event === null ? Infinity : Math.max(event, eventsFrom)]
    const next = Math.max(Math.min(...times), holdUntil)
    return next === Infinity ? null : next
  }

  function run(): void {
    if (running !== null || signal.aborted) return
    running = sendAll()
      .catch((error: unknown) => {
        holdUntil = clock.now() + afterFaultMs
        if (!signal.aborted) log.error('mails could not be sent', error)
      })
      .finally(() => {
        running = null
        arm()
      })
  }

  async function sendAll(): Promise<void> {
    while (!signal.aborted && network.state() === 'up' && clock.now() >= holdUntil) {
      const account = accounts.stored()
      dropUnwanted(account)
      if (!account.enabled) return
      const batches = due()
      if (batches.length === 0) return
      const opened = await mailer(account, signal)
      if (!opened.ok) return failAll(batches, opened.failure, account)
      try {
        await sendOver(opened.session, batches, account)
      } finally {
        await opened.session.close()
      }
    }
  }

  /** Until one can't be sent: then the session is over. */
  async function sendOver(session: MailSession, batches: readonly Batch[], account: MailAccount): Promise<void> {
    for (const { rows, body } of batches) {
      if (signal.aborted) return
      const letter = await makeLetter(body, {
        from: account.from,
        to: account.to,
        messageId: `${rows[0]?.ref.replaceAll(/[^\w.-]/g, '') ?? ''}.${rows.length}`,
        date: new Date(clock.now()),
      })
      ledger.write((touched) => {
        told(touched, null)
        if (ledger.outbox.claim(rows).length < rows.length) throw new Error('a mail was claimed twice')
      })
      const sent = await session.send(letter)
      await settle(
        rows.map((row) => ({ ...row, attempts: row.attempts + 1 })),
        sent,
        account,
      )
      if (!sent.ok) return
      if (rows[0]?.about === 'event') eventsFrom = clock.now() + criticalGapMs
      setProblem(null)
    }
  }

  async function settle(rows: readonly OutboxRow[], sent: MailSent, account: MailAccount): Promise<void> {
    const now = clock.now()
    const write = () =>
      ledger.write((touched) => {
        for (const row of rows) ledger.outbox.settle(row.seq, endOf(row, sent, account.host, now), now)
        told(touched, null)
      })
    for (;;) {
      try {
        write()
        break
      } catch (error) {
        // Nothing goes on before it is on disk: after a crash it would be sent again, or look unknown.
        if (signal.aborted) throw error
        log.error('a mail could not be settled yet', error)
        await new Promise<void>((resolve) => {
          clock.at(clock.now() + settleAgainMs, resolve)
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    }
    if (!sent.ok) noteFailure(sent.failure, account, rows[0]?.attempts ?? 1)
  }

  /** There was no session, so none of them has left. */
  function failAll(batches: readonly Batch[], failure: MailFailure, account: MailAccount): void {
    if (failure.code === 'stopped') return
    const rows = batches.flatMap((batch) => batch.rows)
    const now = clock.now()
    ledger.write((touched) => {
      for (const row of rows) {
        const end = endOf({ ...row, attempts: row.attempts + 1 }, { ok: false, failure }, account.host, now)
        if (end.state === 'waiting') ledger.outbox.postpone(row.seq, end.dueAt, end.code, end.reason ?? '')
        else ledger.outbox.settle(row.seq, end, now)
      }
      told(touched, null)
    })
    noteFailure(failure, account, Math.max(...rows.map(({ attempts }) => attempts + 1)))
  }

  function noteFailure(failure: MailFailure, account: MailAccount, attempts: number): void {
    // Codes only: what a server says may name people.
    log.info('a mail could not be sent', { code: failure.code, phase: failure.phase })
    if (!isOfOneMail(failure.code)) holdUntil = clock.now() + waitAfter(attempts)
    if (failure.code === 'unknown' || failure.code === 'stopped') return
    if (isPassing.has(failure.code) && attempts < 3) return
    const { next } = explainMail(failure, account.host)
    setProblem({ id: 'mail', message: `E-mails wait: ${summariseMail(failure, account.host)}`, next })
  }

  function due(): Batch[] {
    const now = clock.now()
    const batches: Batch[] = []
    const gone: OutboxRow[] = []
    for (const row of ledger.outbox.due('mail', 'notice', now, mostAtOnce)) {
      const notice = ledger.notices.get(row.ref)
      const body = notice && mailOfNotice(ledger, notice)
      if (body) batches.push({ rows: [row], body })
      else gone.push(row)
    }
    const events = now < eventsFrom ? [] : ledger.outbox.due('mail', 'event', now, mostAtOnce)
    const body = mailOfEvents(
      ledger,
      events.map(({ ref }) => ref),
    )
    if (body) batches.push({ rows: events, body })
    else gone.push(...events)
    if (gone.length > 0) ledger.write(() => gone.forEach(({ seq }) => ledger.outbox.drop(seq)))
    return batches
  }

  function dropUnwanted({ enabled, critical }: MailAccount): void {
    const unwanted = [
      ...(enabled ? [] : (['notice'] as const)),
      ...(enabled && critical !== 'off' ? [] : (['event'] as const)),
    ]
    if (unwanted.every((about) => ledger.outbox.nextDue('mail', about) === null)) return
    ledger.write((touched) => {
      for (const about of unwanted) ledger.outbox.dropWaiting('mail', about)
      told(touched, null)
    })
    if (!enabled) setProblem(null)
  }

  function setProblem(next: Problem | null): void {
    if (problem?.message === next?.message) return
    problem = next
    changed()
  }

  function hurry(): void {
    holdUntil = 0
    if (signal.aborted) return
    const now = clock.now()
    if ((nextTime() ?? now) > now) ledger.write((touched) => told(touched, ledger.outbox.hasten('mail', now)))
    arm()
  }

  return {
    /** Call once, when the window can be told of it. */
    start: (): void => {
      const now = clock.now()
      const reason = 'The app ended while it was handed over. It may have arrived, so it is not sent again.'
      ledger.write((touched) => {
        if (ledger.outbox.interrupted('mail', reason, now) > 0) told(touched, null)
      })
      arm()
    },
    /** Something was written, perhaps to the outbox. */
    wake: (): void => {
      if (gathering || signal.aborted) return
      gathering = true
      clock.at(clock.now() + gatherMs, () => {
        gathering = false
        arm()
      })
    },
    /** What waits is tried at once: the settings are others now, or there is a network again. */
    hurry,
    /** Resolves once nothing is under way. */
    idle: async (): Promise<void> => {
      await running
    },
    problem: (): Problem | null => problem,
    close: async (): Promise<void> => {
      closing.abort('closing')
      cancel()
      stopListening()
      await running
    },
  }
}

/** Has the window told of the mails. */
function told<T>(touched: Touched, value: T): T {
  touched.mails = true
  return value
}

/** May be over by itself soon: said only where it lasts. */
const isPassing: ReadonlySet<MailFault> = new Set<MailFault>([
  'name_unanswered',
  'connection_refused',
  'unreachable',
  'cut',
  'slow',
  'later',
  'no_network',
])
