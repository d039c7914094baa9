import type { Handlers } from '../../preload/contract/commands.ts'
import { makeSigningSecret } from '../engine/sign.ts'
import type { Effects } from './effects.ts'
import { replaceSecret } from './fill-in.ts'
import type { MadeSecrets } from './made-secrets.ts'
import type { StoredWebhooks } from './stored-webhooks.ts'

type SecretHandlers = Pick<Handlers, Extract<keyof Handlers, `webhooks.secret.${string}`>>

export const makeSigningSecretHandlers = (
  { ledger, clock, copyText }: Effects,
  webhooks: StoredWebhooks,
  made: MadeSecrets,
): SecretHandlers => ({
  'webhooks.secret.rotate': ({ id }) =>
    webhooks.change(id, (row) => {
      const before = webhooks.open(row)
      const signing = replaceSecret(before.secrets.signing, makeSigningSecret(), clock.now())
      webhooks.save(row, { ...before.secrets, signing }, before)
    }),
  'webhooks.secret.copy': async ({ id }) => {
    const row = ledger.webhooks.get(id)
    const secret = row ? webhooks.open(row).secrets.signing?.current : undefined
    // SECURITY: from main to the clipboard, because the analyst asked for it; the page never has it.
    await copyText(secret ?? made.of(id))
    return {}
  },
})
