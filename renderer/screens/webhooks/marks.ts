import type { NetworkState } from '../../../preload/contract/changes.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { expiryOf, leftWords } from '../../format/expiry.ts'
import { waitingReason } from './waiting.ts'

// What a row of the list says besides the status; '' where there is nothing to say.

export function waitingMark(webhook: Webhook, network: NetworkState): string {
  const reason = waitingReason(webhook, network) ?? ''
  return reason.charAt(0).toLowerCase() + reason.slice(1)
}

/** Of the certificate that ends first, with a week left or less: earlier the detail says it. */
export function certificateMark({ certificate, clientCertificate }: Webhook, now: number): string {
  const ends = [certificate?.validTo, clientCertificate?.validTo].filter((at) => at !== undefined)
  const next = Math.min(...ends)
  const tone = ends.length === 0 ? 'quiet' : (expiryOf(next, now)?.tone ?? 'quiet')
  if (tone === 'quiet') return ''
  return next <= now ? 'certificate expired' : `certificate ends in ${leftWords(next - now)}`
}
