import type { Clock } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { Log } from '../log.ts'
import { endOf } from './mail-retry.ts'
import type { MailSent } from './mail-session.ts'
import type { MailFailure } from './mail-trace.ts'

const againMs = 1_000

type Parts = { ledger: Ledger; clock: Clock; log: Pick<Log, 'error'>; closing: AbortSignal }
/** `rows` as they were before the try; `atOnce`: what waits again is due at once, whatever the try says. */
type Try = { rows: readonly OutboxRow[]; host: string; atOnce: boolean }

const counted = (row: OutboxRow) => ({ ...row, attempts: row.attempts + 1 })

/**
 * Writes what became of a mail that was claimed. Nothing goes on before it is on disk: after a crash it would be sent
 * again, or look unknown. Throws only where the app closes meanwhile.
 */
export async function settleMail({ ledger, clock, log, closing }: Parts, tried: Try, sent: MailSent): Promise<void> {
  const now = clock.now()
  for (;;) {
    try {
      ledger.write((touched) => {
        touched.mails = true
        for (const row of tried.rows) {
          const end = endOf(counted(row), sent, tried.host, now)
          ledger.outbox.settle(row.seq, end.state === 'waiting' && tried.atOnce ? { ...end, dueAt: now } : end, now)
        }
      })
      return
    } catch (error) {
      if (closing.aborted) throw error
      log.error('a mail could not be settled yet', error)
      await new Promise<void>((resolve) => {
        clock.at(clock.now() + againMs, resolve)
        closing.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }
}

/** There was no session, so none of them was claimed, and none has left. */
export function postponeMails(
  ledger: Ledger,
  rows: readonly OutboxRow[],
  failure: MailFailure,
  host: string,
  now: number,
) {
  ledger.write((touched) => {
    touched.mails = true
    for (const row of rows) {
      const end = endOf(counted(row), { ok: false, failure }, host, now)
      if (end.state === 'waiting') ledger.outbox.postpone(row.seq, end.dueAt, end.code, end.reason ?? '')
      else ledger.outbox.settle(row.seq, end, now)
    }
  })
}
