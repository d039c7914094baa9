import { mostAttempts } from '../../preload/contract/delivery.ts'
import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { AttemptEnd } from '../ledger/attempts.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { summarise } from './explain.ts'
import { decide, type Verdict } from './retry.ts'

export type Settlement = AttemptEnd & { code: OutcomeCode }
type Circumstances = { steps: readonly number[]; now: number; random: number }

/**
 * Records how an attempt ended, in one transaction: the attempt, the delivery, the webhook's facts and, where the rule
 * says so, its disabling. Answers whether the webhook is disabled by this.
 */
export function settle(ledger: Ledger, delivery: DeliveryRow, end: Settlement, circumstances: Circumstances): boolean {
  return ledger.write((touched) => {
    const { now } = circumstances
    const webhook = ledger.webhooks.get(delivery.webhook_id)
    const since = delivery.first_attempt_at ?? now
    const verdict = decide({
      ...circumstances,
      code: end.code,
      retryAfterMs: end.detail?.retryAfterMs ?? null,
      attempts: delivery.attempts,
      manual: delivery.manual,
      reachedSince: (webhook?.last_success_at ?? -1) >= since,
    })
    touched.deliveries.add(delivery.id)
    touched.webhooks.add(delivery.webhook_id)
    ledger.attempts.close(delivery.seq, delivery.tries, end, now)
    ledger.deliveries.update(
      {
        seq: delivery.seq,
        ...stateAfter(verdict, delivery, webhook, now),
        // Held, it is still what the analyst asked for; sent from there it counts as little as before.
        manual: verdict.kind === 'held' && delivery.manual,
        last_code: end.code,
        last_status: end.detail?.status ?? null,
      },
      now,
    )
    return webhook !== null && recordFacts(ledger, webhook, verdict, end, now, touched)
  })
}

function stateAfter(verdict: Verdict, delivery: DeliveryRow, webhook: WebhookRow | null, now: number) {
  const { delivered_at } = delivery
  switch (verdict.kind) {
    case 'delivered':
      return { state: 'delivered', due_at: null, delivered_at: delivered_at ?? now } as const
    case 'failed':
      // A redelivery that fails does not undo that it had arrived before.
      return { state: delivered_at === null ? 'failed' : 'delivered', due_at: null, delivered_at } as const
    case 'held':
      return { state: 'held', due_at: null, delivered_at } as const
    case 'retry': {
      const sends = webhook?.disabled_at === null && webhook.removed_at === null
      return { state: sends ? 'retrying' : 'held', due_at: sends ? verdict.at : null, delivered_at } as const
    }
  }
}

function recordFacts(
  ledger: Ledger,
  webhook: WebhookRow,
  verdict: Verdict,
  end: Settlement,
  now: number,
  touched: Touched,
): boolean {
  const status = end.detail?.status ?? null
  if (verdict.kind === 'held') return false
  if (verdict.kind === 'delivered') {
    ledger.webhooks.succeeded(webhook.id, status, now)
    return false
  }
  ledger.webhooks.failed(webhook.id, end.code, status, now)
  if (verdict.kind === 'retry' || verdict.disable === null) return false
  const disabled = ledger.webhooks.disable(webhook.id, verdict.disable, reasonFor(verdict.disable, end), now)
  if (disabled) for (const id of ledger.deliveries.hold(webhook.id, now)) touched.deliveries.add(id)
  return disabled
}

function reasonFor(by: 'gone' | 'exhausted', end: Settlement): string {
  const last = summarise(end.code, end.detail?.status ?? null)
  return by === 'gone' ? last : `All ${mostAttempts} attempts of a delivery failed. Last: ${last}`
}
