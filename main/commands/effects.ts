import type { AgentMonitor } from '../agents/monitor.ts'
import type { Handlers } from '../../preload/contract/commands.ts'
import type { Problem, SecretStorage, Snapshot } from '../../preload/contract/changes.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { OwnPatch } from '../settings/own-patch.ts'
import type { Reach } from '../engine/address-class.ts'
import type { Clock, Network, Secrets } from '../engine/effects.ts'
import type { Engine } from '../engine/open.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Rules } from '../rules/open.ts'
import type { DesktopNotices } from '../notices/desktop.ts'
import type { MailNotices } from '../notices/mail.ts'
import type { Imports } from '../sources/import/imports.ts'
import type { Sources } from '../sources/index.ts'

/** What the commands act on. */
export type Effects = {
  ledger: Ledger
  engine: Engine
  agents: AgentMonitor
  rules: Pick<Rules, 'changed'>
  clock: Clock
  network: Network
  /** The least public class of all addresses a name has; null where it has none now. */
  lookupClass: (hostname: string) => Promise<Reach | null>
  secrets: Secrets
  settings: { get: () => Settings; update: (patch: OwnPatch) => Settings }
  sources: Sources
  imports: Imports
  /** Dialogs of the system; null where nothing was chosen. */
  chooseFolder: () => Promise<string | null>
  chooseFile: () => Promise<string | null>
  mail: Pick<MailNotices, 'test' | 'list' | 'settingsChanged'>
  desktop: Pick<DesktopNotices, 'settingsChanged' | 'untold'>
  secretStorage: () => SecretStorage
  problems: () => Problem[]
  /** Commands that replace the ledger: they are not the ledger's own. */
  recovery: Pick<Handlers, Extract<keyof Handlers, `recovery.${string}`>>
  /** Brings the window's messages up to date, and says which revision that is. */
  revision: () => number
  app: Snapshot['app']
  copyText: (text: string) => Promise<void>
  showFolder: (path: string) => Promise<void>
}
