import { z } from 'zod'
import { eventTypeSchema } from './event.ts'
import { filterSchema, storedFilterSchema } from './filter.ts'
import { addressClassSchema } from './outcome.ts'
import { receiverKindSchema, receiverValuesSchema } from './receiver.ts'
import { mostTemplateBytes } from './template.ts'
import {
  parseCertificate,
  parseHeaderName,
  parseHeaderValue,
  parseHttpsUrl,
  parsePin,
  parseProxyUrl,
  parseSigningSecret,
} from './webhook-fields.ts'

/** Chosen by the window before the first save, so that a test, a secret and the save speak of the same webhook. */
export const webhookIdSchema = z.string().regex(/^whk_[0-9a-f-]{36}$/, 'This is not the id of a webhook.')

const headerSchema = z.strictObject({
  name: z.string().transform(parseHeaderName),
  /** null keeps the stored value: values go in and never come out. */
  value: z.string().transform(parseHeaderValue).nullable(),
})

/** `keep` keeps what is stored: keys go in and never come out. */
const clientCertificateDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('keep') }),
  /** PEM texts. */
  z.strictObject({
    kind: z.literal('pem'),
    certificate: z.string().max(100_000),
    key: z.string().max(100_000),
    passphrase: z.string().max(1000).nullable(),
  }),
  /** A .p12 or .pfx file, base64. */
  z.strictObject({
    kind: z.literal('pfx'),
    file: z.base64().max(200_000),
    passphrase: z.string().max(1000).nullable(),
  }),
])

/** `settings`: as the settings say. `password` null keeps what is stored; user and password '' mean none. */
const proxyDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settings') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('manual'),
    url: z.string().transform(parseProxyUrl),
    user: z.string().max(200).default(''),
    password: z.string().max(1000).nullable().default(null),
  }),
])

/** What the form sends. A field that is null keeps what is stored, where it is a secret. */
export const webhookDraftSchema = z.strictObject({
  name: z.string().trim().min(1, 'Give the webhook a name.').max(80, 'A name has at most 80 characters.'),
  url: z.string().transform(parseHttpsUrl).nullable(),
  /** The less public address the analyst agrees to, of a host that leads there now. A new host needs no such word. */
  agreeTo: addressClassSchema.nullable().default(null),
  events: z
    .array(eventTypeSchema)
    .min(1, 'Choose at least one event.')
    .transform((list) => [...new Set(list)]),
  receiver: receiverKindSchema.default('custom'),
  /** What this receiver needs beyond the URL. */
  fields: receiverValuesSchema.default({}),
  /** The body as JSON with `{{ path | filter }}` in its texts; null: the receiver's own. */
  template: z.string().max(mostTemplateBytes, 'A template has at most 64 KiB.').nullable().default(null),
  /** null: every event of the chosen types. */
  filter: filterSchema.nullable().default(null),
  signing: z.boolean().default(true),
  /** null keeps the stored secret, or makes one. */
  signingSecret: z.string().transform(parseSigningSecret).nullable().default(null),
  headers: z
    .array(headerSchema)
    .max(32, 'At most 32 headers.')
    .default([])
    .superRefine((headers, context) => {
      headers.forEach(({ name }, index) => {
        if (headers.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < index)
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `The header ${name} is there twice.` })
      })
    }),
  caCertificate: z.string().transform(parseCertificate).nullable().default(null),
  clientCertificate: clientCertificateDraftSchema.default({ kind: 'none' }),
  /** `sha256/…` of public keys: the receiver's own, or one above it, has to be among them. */
  pins: z.array(z.string().transform(parsePin)).max(4, 'At most 4 pinned keys.').default([]),
  proxy: proxyDraftSchema.default({ kind: 'settings' }),
  keepOrder: z.boolean().default(false),
  /** Requests per minute at most; null is no limit. */
  ratePerMinute: z
    .int('Write a whole number.')
    .min(1, 'At least 1 a minute.')
    .max(6000, 'At most 6000 a minute.')
    .nullable()
    .default(null),
})
export type WebhookDraft = z.infer<typeof webhookDraftSchema>
/** The same before defaults and normalisation: what a form holds. */
export type WebhookDraftInput = z.input<typeof webhookDraftSchema>

/** The one stored, changeable part of a webhook that is no secret. Old rows parse because each later field has a default. */
export const webhookDefinitionSchema = webhookDraftSchema
  .omit({
    url: true,
    agreeTo: true,
    headers: true,
    signingSecret: true,
    caCertificate: true,
    clientCertificate: true,
    pins: true,
    proxy: true,
    name: true,
    fields: true,
    filter: true,
  })
  .extend({
    name: z.string(),
    /** Only those that are no secret. */
    fields: z.record(z.string(), z.string()).default({}),
    /** Names of the secret ones that have a value. */
    secretFields: z.array(z.string()).default([]),
    filter: storedFilterSchema,
    headerNames: z.array(z.string()),
    caCertificate: z.string().nullable(),
    /** Times in ms since 1970. */
    clientCertificate: z
      .object({ subject: z.string(), validTo: z.number(), updatedAt: z.number() })
      .nullable()
      .default(null),
    pins: z.array(z.string()).default([]),
    proxy: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('settings') }),
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('manual'), url: z.string(), user: z.string(), passwordSet: z.boolean() }),
      ])
      .default({ kind: 'settings' }),
  })
export type WebhookDefinition = z.infer<typeof webhookDefinitionSchema>

/** Active, Warning or Disabled, always with the reason. Times in ms since 1970. */
export const statusSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active'), since: z.number(), reason: z.string() }),
  z.object({
    kind: z.literal('warning'),
    since: z.number(),
    reason: z.string(),
    /** Of the delivery that is furthest in its attempts; null where no automatic attempt is to come. */
    attempt: z.number().nullable(),
    of: z.number(),
    nextAttemptAt: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('disabled'),
    since: z.number(),
    reason: z.string(),
    by: z.enum(['user', 'gone', 'exhausted']),
  }),
])
export type Status = z.infer<typeof statusSchema>

/** A webhook as the window sees it: no secret in it. */
export const webhookSchema = webhookDefinitionSchema.omit({ headerNames: true }).extend({
  id: z.string(),
  /** `whole` is false where parts of the URL are secret and shown as dots. */
  url: z.object({ shown: z.string(), whole: z.boolean() }),
  headers: z.array(z.object({ name: z.string() })),
  signingSecret: z.object({
    set: z.boolean(),
    updatedAt: z.number().nullable(),
    /** Until then the secret before this one signs too. */
    previousUntil: z.number().nullable(),
  }),
  createdAt: z.number(),
  updatedAt: z.number(),
  status: statusSchema,
  /** Something of this workstation keeps it from sending; no attempt is counted meanwhile. One short sentence. */
  waiting: z.object({ reason: z.string(), since: z.number() }).nullable(),
  /** The class of address agreed to; null until the name was found once. */
  addressClass: addressClassSchema.nullable(),
  /** What the receiver showed at the last connection. */
  certificate: z.object({ subject: z.string(), issuer: z.string(), validTo: z.number() }).nullable(),
  /** Deliveries kept back while disabled. */
  held: z.number(),
  /** Deliveries that wait for their first or next attempt, or are being sent. */
  pending: z.number(),
  lastAttempt: z.object({ at: z.number(), ok: z.boolean() }).nullable(),
  lastSuccessAt: z.number().nullable(),
  nextAttemptAt: z.number().nullable(),
})
export type Webhook = z.infer<typeof webhookSchema>
