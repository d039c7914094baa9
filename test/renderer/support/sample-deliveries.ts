import { type Delivery, type DeliveryState, mostAttempts } from '../../../preload/contract/delivery.ts'
import type { EventRow } from '../../../preload/contract/event.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'

type Short = Pick<Delivery, 'state' | 'attempts' | 'lastCode' | 'lastStatus' | 'lastWhat'> & { nextIn?: number }

const lost = 'HTTP 503, unavailable'
const refused = 'HTTP 401, credentials refused'

/** Each state once, in the order the samples walk through. */
const shorts: Short[] = [
  { state: 'delivered', attempts: 1, lastCode: 'accepted', lastStatus: 204, lastWhat: 'HTTP 204' },
  { state: 'delivered', attempts: 2, lastCode: 'accepted', lastStatus: 200, lastWhat: 'HTTP 200' },
  {
    state: 'retrying',
    attempts: 3,
    lastCode: 'unauthorized',
    lastStatus: 401,
    lastWhat: refused,
    nextIn: 100_000,
  },
  { state: 'held', attempts: 0, lastCode: null, lastStatus: null, lastWhat: null },
  { state: 'failed', attempts: mostAttempts, lastCode: 'unavailable', lastStatus: 503, lastWhat: lost },
  { state: 'sending', attempts: 1, lastCode: null, lastStatus: null, lastWhat: null },
  { state: 'queued', attempts: 0, lastCode: null, lastStatus: null, lastWhat: null, nextIn: 0 },
  {
    state: 'cancelled',
    attempts: 2,
    lastCode: 'connect_refused',
    lastStatus: null,
    lastWhat: 'Connection refused',
  },
]

/** Newest first; `seq` counts down to 1. States rotate, so that any eight in a row show each of them. */
export function sampleDeliveries(events: EventRow[], webhooks: Webhook[], now = Date.now(), count = 24): Delivery[] {
  return Array.from({ length: count }, (_, index) => {
    const event = events[index % events.length]!
    const webhook = webhooks[index % webhooks.length]!
    const { nextIn, ...short } = shorts[index % shorts.length]!
    const at = now - 12_000 - index * index * 4000
    return {
      seq: count - index,
      id: `dlv_${String(count - index).padStart(6, '0')}`,
      webhookId: webhook.id,
      webhookName: webhook.name,
      eventId: event.id,
      eventType: event.type,
      severity: event.severity,
      title: event.title,
      subject: event.subject,
      nextAttemptAt: nextIn === undefined ? null : now + nextIn,
      createdAt: at - 1000,
      changedAt: at,
      ...short,
    }
  })
}

export function sampleDelivery(state: DeliveryState, change: Partial<Delivery> = {}, now = Date.now()): Delivery {
  const { nextIn, ...short } = shorts.find((one) => one.state === state)!
  return {
    seq: 1,
    id: 'dlv_000001',
    webhookId: 'whk_00000000-0000-4000-8000-000000000003',
    webhookName: 'Jira automation',
    eventId: 'evt_000001',
    eventType: 'security.critical',
    severity: 'critical',
    title: 'Credential dumping detected on WIN-FIN-07',
    subject: 'WIN-FIN-07',
    nextAttemptAt: nextIn === undefined ? null : now + nextIn,
    createdAt: now - 60_000,
    changedAt: now - 20_000,
    ...short,
    ...change,
  }
}
