import { join } from 'node:path'
import type { ChangeMessage, Problem, SecretStorage, Snapshot } from '../preload/contract/changes.ts'
import type { Answer } from './bridge/answer.ts'
import type { Touched } from './bridge/to-tell.ts'
import type { Network, Proxies, Secrets } from './engine/effects.ts'
import type { Log } from './log.ts'
import type { MailAccounts } from './notices/mail-account.ts'
import type { Notifier } from './notices/notifier.ts'
import type { Outlook } from './notices/outlook.ts'
import type { Trouble } from './recovery.ts'
import type { SettingsStore } from './settings/store.ts'

/** What the work needs of the system it runs on. Without what may be missing it does less. */
export type Parts = {
  app: Snapshot['app']
  settings: Pick<SettingsStore, 'get' | 'update'>
  secrets: Secrets & { storage: () => SecretStorage }
  problems: () => Problem[]
  log: Log
  network?: Network
  proxies?: Proxies
  mailAccounts?: MailAccounts
  /** Notifications of the system. */
  notifier?: Notifier
  sendChanges: (message: ChangeMessage) => void
  /** The work began anew, so that how things stand may be different though no change is sent. */
  outlookChanged?: () => void
  copyText: (text: string) => Promise<void>
  showFolder: (path: string) => Promise<void>
  /** Dialogs of the system; null where nothing was chosen. */
  chooseFolder?: () => Promise<string | null>
  chooseFile?: () => Promise<string | null>
}

/** The work while there is a ledger, or what takes its place while there is none. */
export type Running = {
  running: boolean
  /** What keeps the ledger from being used; null where a command may find out for itself. */
  trouble: () => Trouble | null
  answer: Answer
  touch: (touched: Partial<Touched>) => void
  outlook: () => Outlook
  /** Whether a webhook is stored, with its secrets. */
  anythingSealed: () => boolean
  close: () => Promise<void>
}

export const ledgerPath = ({ app }: Parts) => join(app.dataFolder, 'ledger.sqlite')
