import type { Webhook, WebhookDraft, WebhookDraftInput } from '../../../../preload/contract/webhook.ts'

/** What the form holds: the draft as main takes it, so there is nothing to translate. null keeps a stored secret. */
export type FormValues = { [K in keyof WebhookDraftInput]-?: Exclude<WebhookDraftInput[K], undefined> }
export type CheckedValues = WebhookDraft

export const emptyValues = (): FormValues => ({
  name: '',
  url: '',
  agreeTo: null,
  events: [],
  receiver: 'custom',
  fields: {},
  template: null,
  filter: null,
  signing: true,
  signingSecret: null,
  headers: [],
  caCertificate: null,
  clientCertificate: { kind: 'none' },
  pins: [],
  proxy: { kind: 'settings' },
  keepOrder: false,
  ratePerMinute: null,
})

export const valuesOf = (webhook: Webhook): FormValues => ({
  name: webhook.name,
  url: webhook.url.whole ? webhook.url.shown : null,
  agreeTo: null,
  events: webhook.events,
  receiver: webhook.receiver,
  fields: { ...webhook.fields, ...Object.fromEntries(webhook.secretFields.map((name) => [name, null])) },
  template: webhook.template,
  filter: webhook.filter?.op === 'unreadable' ? null : webhook.filter,
  signing: webhook.signing,
  signingSecret: null,
  headers: webhook.headers.map(({ name }) => ({ name, value: null })),
  caCertificate: webhook.caCertificate,
  clientCertificate: { kind: webhook.clientCertificate === null ? 'none' : 'keep' },
  pins: webhook.pins,
  proxy:
    webhook.proxy.kind === 'manual'
      ? { kind: 'manual', url: webhook.proxy.url, user: webhook.proxy.user, password: null }
      : webhook.proxy,
  keepOrder: webhook.keepOrder,
  ratePerMinute: webhook.ratePerMinute,
})

export const newWebhookId = (): string => `whk_${crypto.randomUUID()}`
