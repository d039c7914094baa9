import type { Webhook } from '../../../preload/contract/webhook.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const webhookIds = {
  serviceNow: 'whk_00000000-0000-4000-8000-000000000001',
  slack: 'whk_00000000-0000-4000-8000-000000000002',
  jira: 'whk_00000000-0000-4000-8000-000000000003',
  splunk: 'whk_00000000-0000-4000-8000-000000000004',
  pager: 'whk_00000000-0000-4000-8000-000000000005',
}

/** A webhook that has never been tried; each test says only what matters to it. */
export function sampleWebhook(change: Partial<Webhook> = {}, now = Date.now()): Webhook {
  return {
    id: webhookIds.serviceNow,
    name: 'Critical to ServiceNow',
    url: { shown: 'https://acme.service-now.com/api/now/table/incident', whole: true },
    events: ['security.critical'],
    receiver: 'custom',
    fields: {},
    secretFields: [],
    template: null,
    filter: null,
    signing: true,
    signingSecret: { set: true, updatedAt: now - 48 * hour, previousUntil: null },
    headers: [],
    caCertificate: null,
    clientCertificate: null,
    pins: [],
    proxy: { kind: 'settings' },
    waiting: null,
    addressClass: 'public',
    certificate: null,
    keepOrder: false,
    ratePerMinute: null,
    createdAt: now - 48 * hour,
    updatedAt: now - 48 * hour,
    status: { kind: 'active', since: now - 48 * hour, reason: 'No attempt yet' },
    held: 0,
    pending: 0,
    lastAttempt: null,
    lastSuccessAt: null,
    nextAttemptAt: null,
    ...change,
  }
}

/** One of each status, and of each way to be disabled. */
export function sampleWebhooks(now = Date.now()): Webhook[] {
  return [
    sampleWebhook(
      {
        status: { kind: 'active', since: now - 48 * hour, reason: 'The last attempt succeeded' },
        lastAttempt: { at: now - 12 * second, ok: true },
        lastSuccessAt: now - 12 * second,
      },
      now,
    ),
    sampleWebhook(
      {
        id: webhookIds.slack,
        name: 'SOC channel (Slack)',
        url: { shown: 'https://hooks.slack.com/services/••••', whole: false },
        events: ['security.critical', 'security.high'],
        signing: false,
        signingSecret: { set: false, updatedAt: null, previousUntil: null },
        status: { kind: 'active', since: now - 47 * hour, reason: 'The last attempt succeeded' },
        ratePerMinute: 60,
        lastAttempt: { at: now - minute, ok: true },
        lastSuccessAt: now - minute,
      },
      now,
    ),
    sampleWebhook(
      {
        id: webhookIds.jira,
        name: 'Jira automation',
        url: { shown: 'https://automation.atlassian.com/pro/hooks/••••', whole: false },
        headers: [{ name: 'Authorization' }],
        status: {
          kind: 'warning',
          since: now - 42 * second,
          reason: '401: token refused',
          attempt: 3,
          of: 5,
          nextAttemptAt: now + 100 * second,
        },
        pending: 1,
        lastAttempt: { at: now - 20 * second, ok: false },
        lastSuccessAt: now - 2 * hour,
        nextAttemptAt: now + 100 * second,
      },
      now,
    ),
    sampleWebhook(
      {
        id: webhookIds.splunk,
        name: 'Old Splunk',
        url: { shown: 'https://splunk.corp.example:8088/services/collector/event', whole: true },
        events: ['security.critical', 'security.high', 'alert.triggered'],
        keepOrder: true,
        status: { kind: 'disabled', since: now - 26 * hour, reason: '5 of 5 attempts failed', by: 'exhausted' },
        held: 14,
        lastAttempt: { at: now - 26 * hour, ok: false },
        lastSuccessAt: now - 72 * hour,
      },
      now,
    ),
    sampleWebhook(
      {
        id: webhookIds.pager,
        name: 'Night pager',
        url: { shown: 'https://pager.example.net/in', whole: true },
        events: ['agent.offline', 'agent.online'],
        status: { kind: 'disabled', since: now - 3 * hour, reason: 'Disabled by you', by: 'user' },
      },
      now,
    ),
  ]
}
