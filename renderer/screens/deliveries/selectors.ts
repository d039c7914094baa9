import type { Counters } from '../../../preload/contract/changes.ts'
import { type Delivery, type DeliveryFilter, mostAttempts } from '../../../preload/contract/delivery.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { deliveryGroups, type ListFilter } from '../../stores/view.ts'

/** The filter as main takes it. */
export function commandFilter({ webhookId, eventId, group }: ListFilter): DeliveryFilter {
  const { states } = deliveryGroups[group]
  return {
    ...(webhookId === null ? {} : { webhookId }),
    ...(eventId === null ? {} : { eventId }),
    ...(states === null ? {} : { states: [...states] }),
  }
}

/** The same filter for rows that are here already. */
export function matchesFilter(filter: DeliveryFilter): (delivery: Delivery) => boolean {
  const { webhookId, eventId, states } = filter
  return (delivery) =>
    (webhookId === undefined || delivery.webhookId === webhookId) &&
    (eventId === undefined || delivery.eventId === eventId) &&
    (states === undefined || states.includes(delivery.state))
}

/** Is everything all right? In one line. */
export function answerWords({ pending, held, failed }: Counters): string {
  const parts = [
    failed > 0 && `${failed} failed`,
    pending > 0 && `${pending} waiting`,
    held > 0 && `${held} held`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'Nothing waiting, nothing failed' : parts.join(' · ')
}

/** "3 of 5"; nothing where none was made. */
export const attemptsWords = ({ attempts }: Delivery): string =>
  attempts === 0 ? '' : `${attempts} of ${mostAttempts}`

/** Why "Redeliver" can't be pressed now; null where it can. */
export function redeliverBlocked(delivery: Delivery, webhook: Webhook | undefined): string | null {
  if (!webhook) return 'Its webhook was deleted.'
  if (webhook.status.kind === 'disabled') return `${webhook.name} is disabled. Enable it first.`
  if (delivery.state === 'sending') return 'A request is under way.'
  if (delivery.state === 'queued') return 'It is about to be sent.'
  return null
}

/** Why a held delivery is held still. */
export function heldWords(webhook: Webhook | undefined): string {
  if (!webhook) return 'the webhook was deleted'
  if (webhook.status.kind === 'disabled') return `kept until ${webhook.name} is enabled`
  return 'held while it was disabled; send held events in the webhook'
}

/** What is left to stop, as the button says it; null where nothing is. */
export function stopWord({ state }: Delivery): string | null {
  if (state === 'queued' || state === 'retrying') return 'Stop'
  return state === 'held' ? 'Dismiss' : null
}
