import type { EmailPatch, Mail, MailReport } from '../../preload/contract/email.ts'
import type { Problem } from '../../preload/contract/changes.ts'
import { Refusal } from '../refusal.ts'
import type { Clock, Network } from '../engine/effects.ts'
import { makeId } from '../engine/ids.ts'
import type { Observer } from '../engine/observe.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Log } from '../log.ts'
import type { MailAccounts } from './mail-account.ts'
import { listMails } from './mail-list.ts'
import { openMailOutbox } from './mail-outbox.ts'
import type { Mailer } from './mail-session.ts'
import { testMail } from './mail-test.ts'

type Effects = {
  ledger: Ledger
  clock: Clock
  network: Network
  accounts: MailAccounts
  mailer: Mailer
  log: Pick<Log, 'error' | 'info'>
  /** Whether there is a problem to show, or which, is different now. */
  changed: () => void
}

export type MailNotices = {
  /** Mails each critical event, where the settings say so: written with the event. */
  observe: Observer
  start: () => void
  /** Something was written, perhaps something to mail. */
  wake: () => void
  settingsChanged: () => void
  /** Sends a test mail with the stored settings and these changes. Throws a Refusal where they lack something. */
  test: (patch: EmailPatch) => Promise<MailReport>
  /** Newest first. */
  list: () => Mail[]
  problems: () => Problem[]
  idle: () => Promise<void>
  /** `graceMs`: at most so long for the answer to a mail that is handed over. */
  close: (graceMs?: number) => Promise<void>
}

/** Notices by e-mail. */
export function openMail(effects: Effects): MailNotices {
  const { ledger, clock, accounts, mailer } = effects
  const outbox = openMailOutbox(effects)
  const closing = new AbortController()
  let isTesting = false

  return {
    observe: (touched, sighting, now) => {
      if (sighting.kind !== 'event' || sighting.event.type !== 'security.critical') return []
      const { enabled, critical } = accounts.wants()
      if (!enabled || critical !== 'always') return []
      ledger.outbox.add('mail', 'event', sighting.event.id, now)
      touched.mails = true
      return []
    },
    start: outbox.start,
    wake: outbox.wake,
    settingsChanged: outbox.hurry,
    test: async (patch) => {
      if (isTesting) throw new Refusal('conflict', 'A test mail is under way. Wait until it has ended.')
      const account = accounts.drafted(patch)
      isTesting = true
      try {
        return await testMail(
          account,
          { mailer, now: clock.now, id: () => makeId('test', clock.now()) },
          closing.signal,
        )
      } finally {
        isTesting = false
      }
    },
    list: () => listMails(ledger),
    problems: () => [outbox.problem()].filter((problem) => problem !== null),
    idle: outbox.idle,
    close: async (graceMs) => {
      closing.abort('closing')
      await outbox.close(graceMs)
    },
  }
}
