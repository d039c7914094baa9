import { join } from 'node:path'
import { sealText, unsealText } from '../../main/settings/seal.ts'
import { openWork } from '../../main/work.ts'
import type { ChangeMessage } from '../../preload/contract/changes.ts'
import type { CommandName, Output, RawInput } from '../../preload/contract/commands.ts'
import type { Reply } from '../../preload/contract/refusal.ts'
import { type SettingsPatch, settingsSchema } from '../../preload/contract/settings.ts'
import { makeTempDir } from './temp-dir.ts'

const key = new Uint8Array(32).fill(1)

export const secrets = {
  seal: (text: string, context: string) => sealText(key, text, context),
  unseal: (sealed: Uint8Array, context: string) => unsealText(key, sealed, context) ?? '',
  storage: () => 'keyring' as const,
}

type Options = {
  folder: string
  /** Gets what the window would be told. */
  sendChanges?: (message: ChangeMessage) => void
  onError?: (what: string, error: unknown) => void
  settings?: SettingsPatch
}

/** Main as `main/index.ts` composes it, on the real clock and without its window. */
export function openApp({ folder, sendChanges = () => {}, onError = console.error, settings: given = {} }: Options) {
  const settings = settingsSchema.parse(given)
  const versions = { name: '', version: '', electron: '', chromium: '', node: '', platform: '' }
  const work = openWork({
    app: { ...versions, dataFolder: folder },
    settings: { get: () => settings, update: () => settings },
    secrets,
    problems: () => [],
    log: { info: () => {}, warn: () => {}, error: onError },
    sendChanges,
    copyText: async () => {},
    showFolder: async () => {},
  })
  const ask = async <N extends CommandName>(name: N, input: RawInput<N>) =>
    (await work.answer(name, input)) as Reply<Output<N>>
  async function call<N extends CommandName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    const reply = await ask(name, input)
    if (!reply.ok) throw new Error(`${name}: ${reply.refusal.message}`)
    return reply.value
  }
  return { answer: work.answer, ask, call, close: () => work.close() }
}

/** A data folder with one webhook for each URL, made as the window makes them. `path` is the ledger's. */
export async function makeFolder(urls: string[], { ca, signingSecret }: { ca?: string; signingSecret?: string } = {}) {
  const folder = makeTempDir()
  const app = openApp({ folder: folder.path })
  const ids: string[] = []
  for (const url of urls) {
    const id = `whk_${crypto.randomUUID()}`
    const chosen = { caCertificate: ca ?? null, ...(signingSecret === undefined ? {} : { signingSecret }) }
    await app.call('webhooks.create', {
      id,
      draft: { name: `w${ids.length}`, url, events: ['security.critical'], ...chosen },
    })
    ids.push(id)
  }
  await app.close()
  return { folder: folder.path, path: join(folder.path, 'ledger.sqlite'), ids, remove: folder.remove }
}
