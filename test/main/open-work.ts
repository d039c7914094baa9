import { join } from 'node:path'
import { alwaysUp, type Network } from '../../main/engine/effects.ts'
import { openLog } from '../../main/log.ts'
import type { Parts } from '../../main/work-parts.ts'
import { openWork } from '../../main/work.ts'
import type { ChangeMessage } from '../../preload/contract/changes.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** The app's work as main composes it, on the real clock, on a folder that `prepare` has been in. */
export function openOn(
  prepare: (ledgerPath: string) => void,
  network: Network = alwaysUp,
  more: Partial<Pick<Parts, 'settings' | 'mailAccounts' | 'outlookChanged'>> = {},
) {
  const folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  prepare(path)
  const messages: ChangeMessage[] = []
  const settings = settingsSchema.parse({})
  const app = { name: 'C', version: '0', electron: '', chromium: '', node: '', platform: '', dataFolder: folder.path }
  const work = openWork({
    app,
    settings: { get: () => settings, update: () => settings },
    secrets: {
      seal: (text) => new TextEncoder().encode(text),
      unseal: (sealed) => new TextDecoder().decode(sealed),
      storage: () => 'keyring',
    },
    problems: () => [],
    log: openLog({ folder: join(folder.path, 'logs') }),
    network,
    sendChanges: (message) => void messages.push(message),
    copyText: async () => {},
    showFolder: async () => {},
    ...more,
  })
  return {
    path,
    work,
    messages,
    folder: folder.path,
    async [Symbol.asyncDispose]() {
      await work.close()
      folder.remove()
    },
  }
}
