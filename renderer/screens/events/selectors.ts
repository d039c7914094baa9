import type { EventRow, EventType } from '../../../preload/contract/event.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'

/** "2 of 3"; words where nobody wanted it. */
export const deliveredWords = ({ deliveries, delivered }: EventRow): string =>
  deliveries === 0 ? 'no webhook' : `${delivered} of ${deliveries}`

/** Is everything all right? In one line, about the newest events that are known here. */
export function answerWords(events: readonly EventRow[]): string {
  const unwanted = events.filter(({ deliveries }) => deliveries === 0).length
  const open = events.filter(({ deliveries, delivered }) => delivered < deliveries).length
  const parts = [
    open > 0 && `${open} not delivered everywhere`,
    unwanted > 0 && `${unwanted} that no webhook wanted`,
  ].filter((part) => part !== false)
  if (events.length === 0) return ''
  return parts.length === 0 ? 'The newest events are all delivered' : parts.join(' · ')
}

type Wanting = {
  active: number
  disabled: number
  /** Those of them that have a filter, which only main can ask. */
  filtered: number
}

/** How many webhooks are sent an event of this type at once, and how many keep it back. */
export function wanting(webhooks: readonly Webhook[], type: EventType): Wanting {
  const matching = webhooks.filter(({ events }) => events.includes(type))
  const disabled = matching.filter(({ status }) => status.kind === 'disabled').length
  const filtered = matching.filter(({ filter }) => filter !== null && filter.op !== 'unreadable').length
  return { active: matching.length - disabled, disabled, filtered }
}

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** "Goes to 2 webhooks; 1 that is disabled keeps it back." Before firing. */
export function wantingWords({ active, disabled, filtered }: Wanting): string {
  const kept = disabled > 0 ? `${some(disabled, 'disabled webhook keeps', 'disabled webhooks keep')} it back` : ''
  if (active === 0 && disabled === 0) return 'No webhook wants this event: it is kept here and sent nowhere.'
  const unless =
    filtered > 0 ? ` ${some(filtered, 'has a filter that', 'have filters that')} may not let it through.` : ''
  if (active === 0) return `It is sent nowhere now: ${kept}.${unless}`
  return `Goes to ${some(active, 'webhook', 'webhooks')}${kept === '' ? '' : `; ${kept}`}.${unless}`
}

/** "Accepted · 2 deliveries queued, 1 held". After firing. */
export function firedWords({ deliveries, held }: { deliveries: number; held: number }): string {
  if (deliveries === 0 && held === 0) return 'Accepted · no webhook wants it, so it is sent nowhere'
  const parts = [deliveries > 0 && `${some(deliveries, 'delivery', 'deliveries')} queued`, held > 0 && `${held} held`]
  return `Accepted · ${parts.filter((part) => part !== false).join(', ')}`
}
