import { fakeReceivers } from './fake-receivers.ts'
import type { Snapshot } from '../../../preload/contract/changes.ts'
import { settingsSchema } from '../../../preload/contract/settings.ts'
import { sampleDeliveries } from './sample-deliveries.ts'
import { sampleEvents } from './sample-events.ts'
import { sampleWebhooks } from './sample-webhooks.ts'

/** The first start: nothing made yet. */
export function emptySnapshot(): Snapshot {
  return {
    revision: 1,
    webhooks: [],
    deliveries: [],
    events: [],
    settings: settingsSchema.parse({}),
    rules: [],
    agents: { offline: 0, online: 0 },
    counters: { pending: 0, held: 0, failed: 0 },
    problems: [],
    network: 'up',
    mails: [],
    notices: { unread: 0, newest: [], untold: null },
    sources: [],
    secretStorage: 'keyring',
    receivers: fakeReceivers,
    app: {
      name: 'Castellan Webhooks',
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '156.0.8016.32',
      node: '24.21.0',
      platform: 'linux',
      dataFolder: '/home/analyst/.config/Castellan Webhooks',
    },
  }
}

/** A workstation in use: webhooks in each status, deliveries in each state, events of each type. */
export function sampleSnapshot(now = Date.now(), deliveryCount = 24): Snapshot {
  const webhooks = sampleWebhooks(now)
  const events = sampleEvents(now)
  return {
    ...emptySnapshot(),
    webhooks,
    events,
    deliveries: sampleDeliveries(events, webhooks, now, deliveryCount),
    counters: { pending: 3, held: 14, failed: 3 },
  }
}
