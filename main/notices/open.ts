import type { Desktop } from '../../preload/contract/notice.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Log } from '../log.ts'
import { openDesktop } from './desktop.ts'
import type { MailAccounts } from './mail-account.ts'
import type { Mailer } from './mail-session.ts'
import { openMail } from './mail.ts'
import type { Notifier } from './notifier.ts'

type Effects = {
  ledger: Ledger
  clock: Clock
  network: Network
  settings: () => { desktop: Desktop }
  accounts: MailAccounts
  mailer: Mailer
  notifier: Notifier
  log: Log
  /** Whether there is a problem to show, or which, is different now. */
  changed: () => void
}

/** Tells people on the desktop and by e-mail. Neither waits for the other. */
export function openNotices({ settings, accounts, mailer, notifier, changed, ...shared }: Effects) {
  const mail = openMail({ ...shared, accounts, mailer, changed })
  const desktop = openDesktop({ ...shared, settings: () => settings().desktop, notifier })
  return {
    mail,
    desktop,
    /** Call once, when the window can be told of it. */
    start: (): void => {
      mail.start()
      desktop.start()
    },
    /** Something was written, perhaps a notice. */
    wake: (): void => {
      mail.wake()
      desktop.wake()
    },
    close: async (): Promise<void> => {
      desktop.close()
      await mail.close()
    },
  }
}
