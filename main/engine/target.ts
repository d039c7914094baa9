import { z } from 'zod'
import type { WebhookDefinition } from '../../preload/contract/webhook.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import type { Secrets } from './effects.ts'
import type { Route } from './route.ts'

/** All of a webhook that is secret; sealed as one, so that a save replaces all of it or nothing. */
export const webhookSecretsSchema = z.object({
  url: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** `previous` ones sign too until their time, ms since 1970. */
  signing: z
    .object({ current: z.string(), previous: z.array(z.object({ secret: z.string(), until: z.number() })) })
    .nullable(),
})
export type WebhookSecrets = z.infer<typeof webhookSecretsSchema>

/** Where a request goes, opened: never stored, logged or shown. */
export type Target = {
  definition: WebhookDefinition
  url: URL
  headers: { name: string; value: string }[]
  signingSecrets: string[]
  route: Route
}

const contextOf = (id: string) => `${id}/secrets`

export const sealSecrets = (secrets: Secrets, id: string, values: WebhookSecrets) =>
  secrets.seal(JSON.stringify(values), contextOf(id))

/** Throws where the secret store can't open them. */
export const openWebhookSecrets = (secrets: Secrets, row: Pick<WebhookRow, 'id' | 'sealed'>): WebhookSecrets =>
  webhookSecretsSchema.parse(JSON.parse(secrets.unseal(row.sealed, contextOf(row.id))))

export function makeTarget(definition: WebhookDefinition, values: WebhookSecrets, now: number): Target {
  const { signing } = values
  const previous = signing?.previous.filter(({ until }) => now < until).map(({ secret }) => secret) ?? []
  return {
    definition,
    url: new URL(values.url),
    headers: values.headers,
    signingSecrets: definition.signing && signing ? [signing.current, ...previous] : [],
    route: {
      caCertificate: definition.caCertificate,
      clientCertificate: null,
      pins: definition.pins,
      agreed: null,
      proxy: null,
    },
  }
}
