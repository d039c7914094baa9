import type { NoticeKind } from '../../preload/contract/notice.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { makeId } from './ids.ts'

// What the analyst is told, written with the facts it tells of: a crash can neither lose a notice nor double it.

/** The failed attempt of a delivery at which the analyst hears of it before the webhook is disabled. */
const earlyAt = 3

export function noteDisabled(
  ledger: Ledger,
  touched: Touched,
  webhook: WebhookRow,
  delivery: DeliveryRow,
  reason: string,
  now: number,
) {
  if (webhook.removed_at !== null) return
  note(ledger, touched, 'disabled', webhook, delivery, reason, now)
}

/** Once until something succeeds, or the webhook is enabled again. */
export function noteEarly(
  ledger: Ledger,
  touched: Touched,
  webhook: WebhookRow,
  delivery: DeliveryRow,
  reason: string,
  now: number,
) {
  if (delivery.attempts !== earlyAt || webhook.disabled_at !== null || webhook.removed_at !== null) return
  if (webhook.told === 'early') return
  note(ledger, touched, 'early', webhook, delivery, reason, now)
}

/** For the first success after bad news. */
export function noteRecovered(
  ledger: Ledger,
  touched: Touched,
  webhook: WebhookRow,
  delivery: DeliveryRow,
  now: number,
) {
  if (webhook.disabled_at !== null || webhook.removed_at !== null) return
  if (webhook.told === null) return
  note(ledger, touched, 'recovered', webhook, delivery, 'A delivery arrived', now)
}

function note(
  ledger: Ledger,
  touched: Touched,
  kind: Exclude<NoticeKind, 'stopped'>,
  { id: webhookId }: WebhookRow,
  { id: deliveryId }: DeliveryRow,
  reason: string,
  at: number,
): void {
  ledger.webhooks.tell(webhookId, kind === 'recovered' ? null : kind)
  ledger.notices.insert({ id: makeId('ntc', at), kind, webhookId, deliveryId, reason, at })
  touched.notices = true
}
