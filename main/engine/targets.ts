import type { WebhookRow } from '../ledger/webhooks.ts'
import type { Secrets } from './effects.ts'
import { makeTarget, openWebhookSecrets, type Target } from './target.ts'

/** A webhook opened; null where its secrets can't be. */
export type OpenTarget = (webhook: WebhookRow, now: number) => Target | null

type Opened = {
  sealed: Uint8Array
  addressClass: WebhookRow['address_class']
  from: number
  until: number
  target: Target
}

/**
 * Keeps opened what was opened, for unsealing at each request would cost more than the request. Each save seals anew, so
 * the sealed bytes tell whether it still holds.
 */
export function openTargets(secrets: Secrets): OpenTarget {
  const opened = new Map<string, Opened>()
  return (webhook, now) => {
    const { id, sealed, address_class: addressClass } = webhook
    const known = opened.get(id)
    if (
      known &&
      known.addressClass === addressClass &&
      now >= known.from &&
      now < known.until &&
      Buffer.compare(known.sealed, sealed) === 0
    ) {
      return known.target
    }
    try {
      const values = openWebhookSecrets(secrets, webhook)
      const target = makeTarget(webhook.definition, values, { now, agreed: addressClass })
      const ends = values.signing?.previous.map(({ until }) => until).filter((until) => until > now) ?? []
      opened.set(id, { sealed, addressClass, from: now, until: Math.min(...ends), target })
      return target
    } catch {
      opened.delete(id)
      return null
    }
  }
}
