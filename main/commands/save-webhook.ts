import { X509Certificate } from 'node:crypto'
import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import { Refusal } from '../bridge/refusal.ts'
import type { Secrets } from '../engine/effects.ts'
import { makeSigningSecret, rotationOverlap } from '../engine/sign.ts'
import { sealSecrets, type WebhookSecrets } from '../engine/target.ts'
import type { WebhookSave } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'

/** A webhook's values as stored now, opened; null before the first save. */
export type Stored = {
  secrets: WebhookSecrets
  signingUpdatedAt: number | null
  signingPreviousUntil: number | null
}

/** The draft with every kept secret filled in. Throws a Refusal at the field where there is none to keep. */
export function fillIn(draft: WebhookDraft, stored: Stored | null, madeSecret: string | null): WebhookSecrets {
  const url = draft.url ?? stored?.secrets.url
  if (url === undefined) throw refuseField('draft.url', 'Paste the URL of the receiver.')
  const headers = draft.headers.map(({ name, value }, index) => {
    const kept = stored?.secrets.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value
    const filled = value ?? kept
    if (filled === undefined) throw refuseField(`draft.headers.${index}.value`, `Give the header ${name} a value.`)
    return { name, value: filled }
  })
  const before = stored?.secrets.signing ?? null
  const current = draft.signingSecret ?? before?.current ?? (draft.signing ? (madeSecret ?? makeSigningSecret()) : null)
  if (current === null) return { url, headers, signing: null }
  const replaced = before !== null && before.current !== current
  return { url, headers, signing: { current, previous: replaced ? before.current : (before?.previous ?? null) } }
}

/** What a save writes: the secrets sealed, the rest in the clear. */
export function makeSave(
  id: string,
  definition: WebhookDefinition,
  values: WebhookSecrets,
  stored: Stored | null,
  { secrets, now }: { secrets: Secrets; now: number },
): WebhookSave {
  const shown = receivers[definition.receiver].mask(new URL(values.url))
  const replaced = values.signing?.current !== stored?.secrets.signing?.current
  const overlaps = replaced && values.signing?.previous != null
  return {
    id,
    definition,
    urlShown: shown,
    urlWhole: shown === values.url,
    sealed: sealSecrets(secrets, id, values),
    signingUpdatedAt: values.signing === null ? null : replaced ? now : (stored?.signingUpdatedAt ?? now),
    signingPreviousUntil: overlaps ? now + rotationOverlap : replaced ? null : (stored?.signingPreviousUntil ?? null),
  }
}

/** The part that is no secret. Throws a Refusal where the CA certificate is none. */
export function defineWebhook(draft: WebhookDraft): WebhookDefinition {
  checkCertificate(draft.caCertificate)
  const { url: _url, signingSecret: _secret, headers, ...rest } = draft
  return { ...rest, headerNames: headers.map(({ name }) => name) }
}

// The contract sees that it looks like PEM; Node's TLS would leave out what it can't read without a word.
function checkCertificate(pem: string | null): void {
  for (const [block] of (pem ?? '').matchAll(/-----BEGIN[^]+?-----END CERTIFICATE-----/g)) {
    if (!isCertificate(block)) {
      throw refuseField('draft.caCertificate', 'This CA certificate is damaged. Copy it again, from BEGIN to END.')
    }
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== ''
  } catch {
    return false
  }
}

const refuseField = (field: string, message: string) => new Refusal('invalid', message, { [field]: message })
