import type { Attempt, Delivery } from '../../preload/contract/delivery.ts'
import { isSuccess } from '../../preload/contract/outcome.ts'
import type { Webhook } from '../../preload/contract/webhook.ts'
import { explain, summarise, tell } from '../engine/explain.ts'
import { statusOf } from '../engine/status.ts'
import type { AttemptRow } from '../ledger/attempts.ts'
import type { ListedDelivery } from '../ledger/delivery-lists.ts'
import type { Ledger } from '../ledger/open.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'

// The ledger's rows as the window sees them. No secret is in any of them.

export function viewWebhook(ledger: Ledger, row: WebhookRow, now: number): Webhook {
  const { headerNames, ...definition } = row.definition
  const { held, pending, next } = ledger.deliveries.ofWebhook(row.id)
  return {
    ...definition,
    id: row.id,
    url: { shown: row.url_shown, whole: row.url_whole },
    headers: headerNames.map((name) => ({ name })),
    signingSecret: {
      set: row.signing_updated_at !== null,
      updatedAt: row.signing_updated_at,
      previousUntil: (row.signing_previous_until ?? 0) > now ? row.signing_previous_until : null,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    status: statusOf(row, ledger.deliveries.furthest(row.id)),
    // With nothing to send, nothing waits.
    waiting:
      row.waiting_code === null || row.waiting_since === null || pending === 0
        ? null
        : { reason: summarise(row.waiting_code, null), since: row.waiting_since },
    addressClass: row.address_class,
    certificate: row.certificate,
    held,
    pending,
    lastAttempt:
      row.last_attempt_at === null
        ? null
        : { at: row.last_attempt_at, ok: row.last_code !== null && isSuccess(row.last_code) },
    lastSuccessAt: row.last_success_at,
    nextAttemptAt: next,
  }
}

export const viewDelivery = (row: ListedDelivery): Delivery => ({
  seq: row.seq,
  id: row.id,
  webhookId: row.webhook_id,
  webhookName: row.webhook_name,
  eventId: row.event_id,
  eventType: row.event_type,
  severity: row.severity,
  title: row.title,
  subject: row.subject,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.due_at,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  lastCode: row.last_code,
  lastStatus: row.last_status,
  lastWhat: row.last_code === null ? null : summarise(row.last_code, row.last_status, row.last_verdict),
})

/** For `map` over all attempts of the delivery: whether one is tried again shows in those behind it. */
export const viewAttempt =
  (delivery: Pick<ListedDelivery, 'state'>) =>
  (row: AttemptRow, index: number, all: AttemptRow[]): Attempt => ({
    number: row.number,
    manual: row.manual,
    counted: row.counted,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    code: row.code,
    explanation:
      row.code === null ? null : explain(row.code, row.detail, isTriedAgain(delivery, row, all.slice(index + 1))),
    said: tell(row.code, row.detail),
    trace: row.trace,
    sent: row.sent,
    answer: row.answer,
  })

function isTriedAgain({ state }: Pick<ListedDelivery, 'state'>, row: AttemptRow, later: AttemptRow[]): boolean {
  // What was broken off goes on only once the analyst enables the webhook.
  if (row.manual || row.code === 'stopped') return false
  return later.length === 0 ? state === 'retrying' : later.some(({ manual }) => !manual)
}
