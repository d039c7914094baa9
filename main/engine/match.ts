import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { WebhookWish } from '../ledger/webhooks.ts'
import { letsThrough } from './stored-filter.ts'

/** The webhooks that want this event. Pure. A disabled one wants it too: its deliveries are held. */
export const match = (event: SecurityEvent, webhooks: WebhookWish[]): WebhookWish[] =>
  webhooks.filter(({ definition }) => definition.events.includes(event.type) && letsThrough(definition.filter, event))
