import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { type Prepared, prepare, type Unprepared } from './render.ts'
import type { Target } from './target.ts'
import type { OpenTarget } from './targets.ts'

/** A delivery whose attempt is on disk: either ready to send, or failed before it could be. */
export type Claimed = {
  delivery: DeliveryRow
  webhookId: string
  /** Of the webhook it is sent by. */
  revision: number
  host: string
  work: Prepared | { code: OutcomeCode }
}

type Parts = {
  ledger: Ledger
  touched: Touched
  openTarget: OpenTarget
  webhook: WebhookRow
  limit: number
  now: number
}

/**
 * Takes up to `limit` due deliveries of a webhook, inside the running transaction: queued → sending, and an open attempt
 * each, so that after a crash every request that may have left has its row. A disabled or removed webhook yields none.
 */
export function claim({ ledger, touched, openTarget, webhook, limit, now }: Parts): Claimed[] {
  if (webhook.removed_at !== null || webhook.disabled_at !== null) return []
  const due = webhook.definition.keepOrder
    ? dueHead(ledger, webhook.id, now)
    : ledger.deliveries.due(webhook.id, now, limit)
  if (due.length === 0) return []
  const target = openTarget(webhook, now)
  touched.webhooks.add(webhook.id)
  return due.map((queued) => {
    const work = prepareWork(ledger, target, queued, now)
    const delivery = ledger.deliveries.begin(queued, now)
    const sent = 'shown' in work ? work.shown : null
    ledger.attempts.open(delivery.seq, delivery.tries, delivery.manual, sent, now)
    touched.deliveries.add(delivery.id)
    const { id: webhookId, revision } = webhook
    return { delivery, webhookId, revision, host: target?.url.host ?? 'the receiver', work }
  })
}

/** In order means: nothing overtakes the oldest one, even while it waits for its next attempt. */
function dueHead(ledger: Ledger, webhookId: string, now: number): DeliveryRow[] {
  const head = ledger.deliveries.head(webhookId)
  return head && head.due_at !== null && head.due_at <= now ? [head] : []
}

function prepareWork(
  ledger: Ledger,
  target: Target | null,
  delivery: DeliveryRow,
  now: number,
): Prepared | Unprepared | { code: 'unreadable_secret' } {
  if (!target) return { code: 'unreadable_secret' }
  try {
    const event = ledger.events.bySeq(delivery.event_seq)
    if (!event) return { code: 'unrenderable_body' }
    return prepare(target, event, { deliveryId: delivery.id, attempt: delivery.tries + 1, now })
  } catch {
    // A row that no longer parses must not block the ones behind it.
    return { code: 'unrenderable_body' }
  }
}
