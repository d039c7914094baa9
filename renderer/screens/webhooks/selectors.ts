import { type EventType, eventTypes } from '../../../preload/contract/event.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { shortEventNames } from '../../format/event-names.ts'

/** By name, as people look for them. */
export const byName = (webhooks: Record<string, Webhook>): Webhook[] =>
  Object.values(webhooks).toSorted((a, b) => a.name.localeCompare(b.name) || a.createdAt - b.createdAt)

const switchedOff = ({ status }: Webhook) => status.kind === 'disabled' && status.by === 'user'

/** In trouble: failing, or disabled by something other than the analyst. The worst first, then the latest. */
export const needsYou = (webhooks: readonly Webhook[]): Webhook[] =>
  webhooks
    .filter((webhook) => webhook.status.kind !== 'active' && !switchedOff(webhook))
    .toSorted((a, b) => weight(b) - weight(a) || b.status.since - a.status.since)

const weight = ({ status }: Webhook) => (status.kind === 'disabled' ? 1 : 0)

export type Answer = { tone: 'ok' | 'warn' | 'off'; words: string; webhookId: string | null }

/** "Does everything work?" in one line; null where there is nothing to work. */
export function answerOf(webhooks: readonly Webhook[]): Answer | null {
  if (webhooks.length === 0) return null
  const [worst, ...others] = needsYou(webhooks)
  if (worst) {
    const count = others.length + 1
    const words = `${count === 1 ? '1 needs you:' : `${count} need you, first`} ${worst.name} · ${worst.status.reason}`
    return { tone: 'warn', words, webhookId: worst.id }
  }
  const off = webhooks.filter(switchedOff).length
  const on = webhooks.length - off
  if (on === 0)
    return { tone: 'off', words: off === 1 ? 'The webhook is disabled' : 'All webhooks are disabled', webhookId: null }
  return { tone: 'ok', words: workWords(webhooks, on, off), webhookId: null }
}

function workWords(webhooks: readonly Webhook[], on: number, off: number): string {
  // Active after a failure: enabled again, and nothing has shown yet that it works.
  const unproven = webhooks.filter(({ status, lastAttempt }) => status.kind === 'active' && !lastAttempt?.ok).length
  const disabled = off === 0 ? '' : `, ${off} disabled by you`
  if (unproven > 0) return `${on} active, ${unproven} not tried yet${disabled}`
  if (off > 0) return `${on} of ${webhooks.length} webhooks work${disabled}`
  return on === 1 ? 'The webhook works' : `All ${on} webhooks work`
}

/** "Critical, High" for a row, where the full names would not fit. */
export const eventsInShort = (types: readonly EventType[]): string =>
  types.length === eventTypes.length
    ? 'All'
    : eventTypes
        .filter((type) => types.includes(type))
        .map((type) => shortEventNames[type])
        .join(', ')
