import { join } from 'node:path'
import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import { send } from '../../main/engine/send.ts'
import { makeSigningSecret } from '../../main/engine/sign.ts'
import { defineWebhook, fillIn, makeSave } from '../../main/commands/save-webhook.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { sealText, unsealText } from '../../main/settings/seal.ts'
import { type EventInput } from '../../preload/contract/event.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { webhookDraftSchema } from '../../preload/contract/webhook.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** The real ledger (on disk, synchronous=FULL) and the real engine, with `webhooks` signed webhooks to one URL. */
export function openEngineUnderLoad({ url, ca, webhooks }: { url: string; ca: string; webhooks: number }) {
  const folder = makeTempDir()
  const key = new Uint8Array(32).fill(1)
  const secrets = {
    seal: (text: string, context: string) => sealText(key, text, context),
    unseal: (sealed: Uint8Array, context: string) => unsealText(key, sealed, context) ?? '',
  }
  const ledger = openLedger({ path: join(folder.path, 'ledger.sqlite'), onCommit: () => {} })
  for (let index = 0; index < webhooks; index += 1) {
    const draft = webhookDraftSchema.parse({ name: `w${index}`, url, events: ['security.critical'], caCertificate: ca })
    const values = fillIn(draft, null, { madeSecret: makeSigningSecret(), now: Date.now() })
    const save = makeSave(`whk_${crypto.randomUUID()}`, defineWebhook(draft), values, null, {
      secrets,
      now: Date.now(),
    })
    ledger.webhooks.insert(save, Date.now())
  }
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
  })
  engine.start()
  return {
    ledger,
    fire: (event: EventInput) => engine.accept(event, 'manual'),
    idle: () => engine.idle(),
    async close() {
      await engine.close(0)
      ledger.close()
      folder.remove()
    },
  }
}

/** About 1 KB as JSON. */
export const oneKilobyte: EventInput = {
  type: 'security.critical',
  data: { severity: 'critical', title: 'Credential dumping detected', description: 'x'.repeat(820), test: true },
}
