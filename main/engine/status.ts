import { mostAttempts } from '../../preload/contract/delivery.ts'
import { unreadableFilter } from '../../preload/contract/filter.ts'
import type { Status } from '../../preload/contract/webhook.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'
import { summarise } from './explain.ts'
import { isReadable } from './stored-filter.ts'

type Facts = { definition: Pick<WebhookRow['definition'], 'filter' | 'receiver'> } & Pick<
  WebhookRow,
  | 'since'
  | 'disabled_at'
  | 'disabled_by'
  | 'disabled_reason'
  | 'last_attempt_at'
  | 'last_attempt_ok'
  | 'last_code'
  | 'last_status'
  | 'last_verdict'
>

/**
 * Pure: status is what the ledger's facts say, so the window and the engine can't disagree. `furthest` is the failing
 * delivery with the most attempts behind it.
 */
export function statusOf(facts: Facts, furthest: Pick<DeliveryRow, 'attempts' | 'due_at'> | null): Status {
  if (facts.disabled_at !== null) {
    return {
      kind: 'disabled',
      since: facts.disabled_at,
      reason: facts.disabled_reason ?? '',
      by: facts.disabled_by ?? 'user',
    }
  }
  const sendsAll = !isReadable(facts.definition.filter)
  if (facts.last_attempt_ok === false && facts.last_code !== null) {
    const failure = summarise(facts.last_code, facts.last_status, facts.last_verdict)
    return {
      kind: 'warning',
      since: facts.since,
      reason: sendsAll ? `${failure}. ${unreadableFilter}` : failure,
      attempt: furthest?.attempts ?? null,
      of: mostAttempts,
      nextAttemptAt: furthest?.due_at ?? null,
    }
  }
  if (sendsAll) {
    const { since } = facts
    return { kind: 'warning', since, reason: unreadableFilter, attempt: null, of: mostAttempts, nextAttemptAt: null }
  }
  return { kind: 'active', since: facts.since, reason: reasonWhileActive(facts) }
}

function reasonWhileActive({ last_attempt_at, last_attempt_ok, last_code, definition }: Facts): string {
  if (last_attempt_ok === true && last_code === 'queued')
    return `The last attempt was accepted by ${receivers[definition.receiver].name}`
  if (last_attempt_ok === true) return 'The last attempt arrived'
  return last_attempt_at === null ? 'Nothing sent yet' : 'Nothing sent since it was enabled'
}
