import { join } from 'node:path'
import { sealText, unsealText } from '../../main/settings/seal.ts'
import { openWork } from '../../main/work.ts'
import type { ChangeMessage } from '../../preload/contract/changes.ts'
import type { CommandName, Output, RawInput } from '../../preload/contract/commands.ts'
import type { Reply } from '../../preload/contract/refusal.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const key = new Uint8Array(32).fill(1)

export const secrets = {
  seal: (text: string, context: string) => sealText(key, text, context),
  unseal: (sealed: Uint8Array, context: string) => unsealText(key, sealed, context) ?? '',
  storage: () => 'keyring' as const,
}

export const log = {
  info: () => {},
  warn: () => {},
  error: (what: string, error: unknown) => console.error(what, error),
}

/** Main as `main/index.ts` composes it, without its window: `sendChanges` gets what the window would be told. */
export function openApp(folder: string, sendChanges: (message: ChangeMessage) => void) {
  const settings = settingsSchema.parse({})
  const versions = { name: '', version: '', electron: '', chromium: '', node: '', platform: '' }
  const work = openWork({
    app: { ...versions, dataFolder: folder },
    settings: { get: () => settings, update: () => settings },
    secrets,
    problems: () => [],
    log,
    sendChanges,
    copyText: async () => {},
    showFolder: async () => {},
  })
  async function call<N extends CommandName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    const reply = (await work.answer(name, input)) as Reply<Output<N>>
    if (!reply.ok) throw new Error(`${name}: ${reply.refusal.message}`)
    return reply.value
  }
  return { answer: work.answer, call, close: () => work.close() }
}

/** A data folder with one signed webhook for each URL, made as the window makes them. `path` is the ledger's. */
export async function makeFolder(ca: string | null, urls: string[]) {
  const folder = makeTempDir()
  const app = openApp(folder.path, () => {})
  const ids: string[] = []
  for (const url of urls) {
    const id = `whk_${crypto.randomUUID()}`
    const draft = { name: `w${ids.length}`, url, events: ['security.critical' as const], caCertificate: ca }
    await app.call('webhooks.create', { id, draft })
    ids.push(id)
  }
  await app.close()
  return { folder: folder.path, path: join(folder.path, 'ledger.sqlite'), ids, remove: folder.remove }
}
