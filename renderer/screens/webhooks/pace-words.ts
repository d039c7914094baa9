import type { Webhook } from '../../../preload/contract/webhook.ts'

/** "In any order, no limit" */
export function paceWords({ keepOrder, ratePerMinute }: Pick<Webhook, 'keepOrder' | 'ratePerMinute'>): string {
  const order = keepOrder ? 'One at a time, in order' : 'In any order'
  return `${order}, ${ratePerMinute === null ? 'no limit' : `at most ${ratePerMinute} a minute`}`
}
