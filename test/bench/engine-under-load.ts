import { join } from 'node:path'
import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import { send as sendReally } from '../../main/engine/send.ts'
import { makeSigningSecret } from '../../main/engine/sign.ts'
import { defineWebhook, fillIn, makeSave } from '../../main/commands/save-webhook.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { sealText, unsealText } from '../../main/settings/seal.ts'
import type { EventInput } from '../../preload/contract/event.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { webhookDraftSchema } from '../../preload/contract/webhook.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import type { Contender } from './contender.ts'
import { oneKilobyte } from './one-kilobyte.ts'

type Options = {
  ca: string
  /** One signed webhook each. */
  urls: string[]
  /** Called once the database is made, and before the engine opens it. */
  fill?: (path: string) => void
  /** Of one attempt, ms. */
  budget?: number
  send?: typeof sendReally
}

export type EngineUnderLoad = ReturnType<typeof openEngineUnderLoad>

/** The real ledger (on disk, synchronous=FULL) and the real engine, on the real clock. */
export function openEngineUnderLoad({ ca, urls, fill, budget, send = sendReally }: Options) {
  const folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const key = new Uint8Array(32).fill(1)
  const secrets = {
    seal: (text: string, context: string) => sealText(key, text, context),
    unseal: (sealed: Uint8Array, context: string) => unsealText(key, sealed, context) ?? '',
  }
  const made = openLedger({ path, onCommit: () => {} })
  made.write(() => {
    urls.forEach((url, index) => {
      const draft = webhookDraftSchema.parse({
        name: `w${index}`,
        url,
        events: ['security.critical'],
        caCertificate: ca,
      })
      const values = fillIn(draft, null, { madeSecret: makeSigningSecret(), now: Date.now() })
      const effects = { secrets, now: Date.now() }
      made.webhooks.insert(makeSave(`whk_${index}`, defineWebhook(draft), values, null, effects), Date.now())
    })
  })
  made.close()
  fill?.(path)
  const ledger = openLedger({ path, onCommit: () => {} })
  const engine = openEngine({
    ledger,
    clock: systemClock,
    secrets,
    send,
    network: alwaysUp,
    proxies: noProxies,
    random: Math.random,
    settings: () => settingsSchema.parse({}).delivery,
    log: { error: (what, error) => console.error(what, error) },
    ...(budget === undefined ? {} : { budget }),
  })
  engine.start()
  return {
    ledger,
    engine,
    fire: async (event: EventInput) => engine.accept(event, 'manual'),
    idle: () => engine.idle(),
    async close() {
      await engine.close(0)
      ledger.close()
      folder.remove()
    },
  }
}

/** As many sources as fire events at the same time, each the next one once the last is accepted. */
const sources = 4

/** Accepted on disk, claimed, signed, sent, settled on disk: each event goes to all webhooks. */
export function asContender(station: EngineUnderLoad, webhooks: number): Contender {
  return {
    async send(count) {
      let left = Math.ceil(count / webhooks)
      const source = async () => {
        while (left > 0) {
          left -= 1
          await station.fire(oneKilobyte)
          // The next one comes in a turn of the loop of its own.
          await new Promise(setImmediate)
        }
      }
      await Promise.all(Array.from({ length: sources }, source))
      await station.idle()
    },
    close: () => station.close(),
  }
}
