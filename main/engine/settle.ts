import { mostAttempts } from '../../preload/contract/delivery.ts'
import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { AttemptEnd } from '../ledger/attempts.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { crashesOf } from './crashes.ts'
import { nameVerdict, summarise } from './explain.ts'
import { learnFrom } from './learn.ts'
import { noteDisabled, noteEarly, noteRecovered } from './notices.ts'
import { mayHaveLeft } from './own-trouble.ts'
import { decide, type Verdict } from './retry.ts'

export type Settlement = AttemptEnd & { code: OutcomeCode }
type Circumstances = {
  steps: readonly number[]
  now: number
  random: number
  /** Of the webhook it was sent by; null: not known any more. */
  revision: number | null
}

/** What an end means beyond its delivery: the webhook was disabled, can't be sent to from here, or can be again. */
export type Consequence = 'none' | 'disabled' | 'troubled' | 'untroubled'

/**
 * Records how an attempt ended, inside the running transaction: the attempt, the delivery, the webhook's facts, notices
 * and, where the rule says so, its disabling.
 */
export function settle(
  ledger: Ledger,
  touched: Touched,
  delivery: DeliveryRow,
  end: Settlement,
  circumstances: Circumstances,
): Consequence {
  const { now } = circumstances
  const webhook = ledger.webhooks.get(delivery.webhook_id)
  const sends = webhook?.disabled_at === null && webhook.removed_at === null
  const verdict = decide({
    ...circumstances,
    // Asked only where it decides.
    crashes: delivery.manual && end.code === 'unknown' ? crashesOf(ledger, delivery) : 0,
    code: end.code,
    retryAfterMs: end.detail?.retryAfterMs ?? null,
    attempts: delivery.attempts,
    manual: delivery.manual,
    sends,
    reachedSince: delivery.attempts >= mostAttempts && ledger.webhooks.reachedSince(delivery.webhook_id, delivery.seq),
  })
  touched.deliveries.add(delivery.id)
  touched.webhooks.add(delivery.webhook_id)
  ledger.attempts.close(delivery.seq, delivery.tries, end, now)
  ledger.deliveries.update(
    {
      seq: delivery.seq,
      ...stateAfter(verdict, delivery, sends, now),
      // Held or waiting, it is still what the analyst asked for; sent from there it counts as little as before.
      manual: verdict.kind !== 'delivered' && verdict.kind !== 'failed' && delivery.manual,
      ...lastOf(end),
    },
    now,
  )
  if (verdict.kind === 'waits') giveBack(ledger, delivery, end)
  if (webhook === null) return 'none'
  // What began before a save may have led elsewhere.
  if (circumstances.revision === webhook.revision) learnFrom(ledger, webhook, end.trace)
  return recordFacts(ledger, touched, { webhook, delivery, verdict, end, now })
}

/** The attempt does not count; of many that ended alike before a byte left, only the newest is kept. */
function giveBack(ledger: Ledger, { seq, attempts, tries, manual }: DeliveryRow, end: Settlement): void {
  ledger.waiting.uncount(seq, tries)
  const alike = !mayHaveLeft(end.trace) && ledger.waiting.replaceLast(seq, tries)
  ledger.waiting.giveBack(seq, {
    attempts: manual ? attempts : attempts - 1,
    tries: alike ? tries - 1 : tries,
  })
}

function stateAfter(verdict: Verdict, delivery: DeliveryRow, sends: boolean, now: number) {
  const { delivered_at, manual, attempts } = delivery
  switch (verdict.kind) {
    case 'delivered':
      return { state: 'delivered', due_at: null, delivered_at: delivered_at ?? now } as const
    case 'failed':
      // A redelivery that fails does not undo that it had arrived before.
      return { state: delivered_at === null ? 'failed' : 'delivered', due_at: null, delivered_at } as const
    case 'held':
      return { state: 'held', due_at: null, delivered_at } as const
    case 'waits':
    case 'retry': {
      if (!sends) return { state: 'held', due_at: null, delivered_at } as const
      const isNew = manual || (verdict.kind === 'waits' && attempts === 1)
      const due_at = verdict.kind === 'retry' ? verdict.at : now
      return { state: isNew ? 'queued' : 'retrying', due_at, delivered_at } as const
    }
  }
}

/** What a delivery and its webhook keep of an end. */
const lastOf = ({ code, detail }: Settlement) => ({
  last_code: code,
  last_status: detail?.status ?? null,
  last_verdict: detail?.verdict ? nameVerdict(detail.verdict) : null,
})

function summariseEnd(end: Settlement): string {
  const { last_code: code, last_status: status, last_verdict: verdict } = lastOf(end)
  return summarise(code, status, verdict)
}

type Facts = { webhook: WebhookRow; delivery: DeliveryRow; verdict: Verdict; end: Settlement; now: number }

function recordFacts(ledger: Ledger, touched: Touched, facts: Facts): Consequence {
  const { webhook, delivery, verdict, end, now } = facts
  const status = end.detail?.status ?? null
  const over = webhook.waiting_code === null ? 'none' : 'untroubled'
  switch (verdict.kind) {
    case 'held':
      return 'none'
    case 'waits':
      if (end.code === 'stopped') return 'none'
      ledger.webhooks.waits(webhook.id, end.code, now)
      return 'troubled'
    case 'delivered':
      ledger.webhooks.succeeded(webhook.id, end.code, status, now)
      if (!delivery.manual) noteRecovered(ledger, touched, webhook, delivery, now)
      return over
    case 'retry':
      ledger.webhooks.failed(webhook.id, lastOf(end), now)
      if (!delivery.manual) noteEarly(ledger, touched, webhook, delivery, summariseEnd(end), now)
      return over
    case 'failed':
      ledger.webhooks.failed(webhook.id, lastOf(end), now)
      return verdict.disable !== null && disable(ledger, touched, facts, verdict.disable) ? 'disabled' : over
  }
}

/** Answers whether it was this that disabled the webhook. */
function disable(
  ledger: Ledger,
  touched: Touched,
  { webhook, delivery, end, now }: Facts,
  by: 'gone' | 'exhausted',
): boolean {
  const last = summariseEnd(end)
  const reason = by === 'gone' ? last : `All ${mostAttempts} attempts of a delivery failed. Last: ${last}`
  if (!ledger.webhooks.disable(webhook.id, by, reason, now)) return false
  for (const id of ledger.deliveries.hold(webhook.id, now)) touched.deliveries.add(id)
  noteDisabled(ledger, touched, webhook, delivery, reason, now)
  return true
}
