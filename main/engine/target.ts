import { z } from 'zod'
import type { AddressClass } from '../../preload/contract/outcome.ts'
import type { WebhookDefinition } from '../../preload/contract/webhook.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'
import type { Values } from '../receivers/receiver.ts'
import { valuesOf } from '../receivers/values.ts'
import type { ProxyWish, Secrets } from './effects.ts'
import { makeProxy, secretsOfProxy } from './proxy.ts'
import type { ClientCertificate, Route } from './route.ts'

/** As it was entered. `file` is base64. */
const storedCertificateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pem'), certificate: z.string(), key: z.string(), passphrase: z.string().nullable() }),
  z.object({ kind: z.literal('pfx'), file: z.string(), passphrase: z.string().nullable() }),
])

/** All of a webhook that is secret; sealed as one, so that a save replaces all of it or nothing. */
export const webhookSecretsSchema = z.object({
  url: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** `previous` ones sign too until their time, ms since 1970. */
  signing: z
    .object({ current: z.string(), previous: z.array(z.object({ secret: z.string(), until: z.number() })) })
    .nullable(),
  // What follows came later: a text sealed before it has none.
  clientCertificate: storedCertificateSchema.nullable().default(null),
  /** '' is none. */
  proxyPassword: z.string().default(''),
  /** The receiver's secret fields by name. */
  fields: z.record(z.string(), z.string()).default({}),
})
export type WebhookSecrets = z.infer<typeof webhookSecretsSchema>

/** Where a request goes, opened: never stored, logged or shown. */
export type Target = {
  definition: WebhookDefinition
  url: URL
  headers: { name: string; value: string }[]
  /** Of the receiver's fields, secret ones too; each has one. */
  values: Values
  signingSecrets: string[]
  /** What else may never be shown, whoever echoes it. */
  otherSecrets: string[]
  route: Route
  /** Chosen anew for each request: `route.proxy` is filled in then. */
  proxyWish: ProxyWish
}

const contextOf = (id: string) => `${id}/secrets`

export const sealSecrets = (secrets: Secrets, id: string, values: WebhookSecrets) =>
  secrets.seal(JSON.stringify(values), contextOf(id))

/** Throws where the secret store can't open them. */
export const openWebhookSecrets = (secrets: Secrets, row: Pick<WebhookRow, 'id' | 'sealed'>): WebhookSecrets =>
  webhookSecretsSchema.parse(JSON.parse(secrets.unseal(row.sealed, contextOf(row.id))))

/** `agreed`: the address class of the webhook's row. */
export function makeTarget(
  definition: WebhookDefinition,
  values: WebhookSecrets,
  { now, agreed }: { now: number; agreed: AddressClass | null },
): Target {
  const { signing, clientCertificate } = values
  const previous = signing?.previous.filter(({ until }) => now < until).map(({ secret }) => secret) ?? []
  const proxyWish = wishOf(definition.proxy, values.proxyPassword)
  return {
    definition,
    url: new URL(values.url),
    headers: values.headers,
    values: valuesOf(receivers[definition.receiver], { ...definition.fields, ...values.fields }),
    signingSecrets: definition.signing && signing ? [signing.current, ...previous] : [],
    otherSecrets: [
      ...Object.values(values.fields),
      ...(clientCertificate?.passphrase ? [clientCertificate.passphrase] : []),
      ...(proxyWish.kind === 'manual' ? secretsOfProxy(proxyWish.proxy) : []),
    ],
    proxyWish,
    route: {
      caCertificate: definition.caCertificate,
      clientCertificate: openCertificate(clientCertificate),
      pins: definition.pins,
      agreed,
      proxy: null,
    },
  }
}

/** The client certificate as TLS takes it. */
export const openCertificate = (stored: WebhookSecrets['clientCertificate']): ClientCertificate | null =>
  stored?.kind === 'pfx' ? { ...stored, file: Buffer.from(stored.file, 'base64') } : stored

const wishOf = (proxy: WebhookDefinition['proxy'], password: string): ProxyWish =>
  proxy.kind === 'manual' ? { kind: 'manual', proxy: makeProxy(proxy.url, proxy.user, password) } : proxy
