import type { Target } from '../../../main/engine/target.ts'
import type { WebhookRow } from '../../../main/ledger/webhooks.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import type { WebhookDefinition } from '../../../preload/contract/webhook.ts'

export const aDefinition = (given: Partial<WebhookDefinition> = {}): WebhookDefinition => ({
  name: 'SOAR',
  events: ['security.critical'],
  receiver: 'custom',
  fields: {},
  secretFields: [],
  template: null,
  filter: null,
  signing: true,
  headerNames: [],
  caCertificate: null,
  clientCertificate: null,
  pins: [],
  proxy: { kind: 'settings' },
  keepOrder: false,
  ratePerMinute: null,
  ...given,
})

type WebhookWish = { id: string; definition?: Partial<WebhookDefinition>; row?: Partial<WebhookRow> }

export const aWebhook = ({ id, definition = {}, row = {} }: WebhookWish): WebhookRow => ({
  id,
  definition: aDefinition(definition),
  url_shown: 'https://soar.example.com/',
  url_whole: true,
  sealed: new Uint8Array(),
  signing_updated_at: null,
  signing_previous_until: null,
  created_at: 0,
  updated_at: 0,
  removed_at: null,
  since: 0,
  disabled_at: null,
  disabled_by: null,
  disabled_reason: null,
  last_attempt_at: null,
  last_attempt_ok: null,
  last_code: null,
  last_status: null,
  last_verdict: null,
  last_success_at: null,
  address_class: null,
  certificate: null,
  waiting_code: null,
  waiting_since: null,
  revision: 0,
  told: null,
  ...row,
})

export const anEvent = (data: Partial<SecurityEvent['data']> = {}): SecurityEvent => ({
  id: 'evt_1',
  type: 'security.critical',
  timestamp: '2026-11-23T10:42:17.123Z',
  data: { severity: 'critical', title: 'Credential dumping', ...data },
})

type TargetWish = Partial<Omit<Target, 'url' | 'definition'>> & {
  url?: string
  definition?: Partial<WebhookDefinition>
}

export const aTarget = ({
  url = 'https://soar.example.com/hook',
  definition = {},
  ...rest
}: TargetWish = {}): Target => ({
  definition: aDefinition(definition),
  url: new URL(url),
  headers: [],
  values: {},
  signingSecrets: [],
  otherSecrets: [],
  route: { caCertificate: null, clientCertificate: null, pins: [], agreed: null, proxy: null },
  proxyWish: { kind: 'settings' },
  ...rest,
})
