import type { Trace } from '../../preload/contract/outcome.ts'
import type { Ledger } from '../ledger/open.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'

/** Keeps what a verified connection showed of the receiver: its address class, once, and its certificate, as it changes. */
export function learnFrom(ledger: Ledger, webhook: WebhookRow, trace: Trace | null): void {
  if (!trace?.tls) return
  // SECURITY: the first connection decides how public the receiver is; from then on nothing less public is sent to.
  if (webhook.address_class === null && trace.addressClass !== null) {
    ledger.webhooks.agreeTo(webhook.id, trace.addressClass)
  }
  const { subject, issuer, validTo } = trace.tls
  const known = webhook.certificate
  if (validTo === null) return
  if (known?.subject === subject && known.issuer === issuer && known.validTo === validTo) return
  ledger.webhooks.showed(webhook.id, { subject, issuer, validTo })
}
