import { X509Certificate } from 'node:crypto'
import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import { Refusal } from '../bridge/refusal.ts'
import type { Secrets } from '../engine/effects.ts'
import { isRefused } from '../engine/guard.ts'
import { makeSigningSecret, rotationOverlap } from '../engine/sign.ts'
import { sealSecrets, type WebhookSecrets } from '../engine/target.ts'
import type { WebhookSave } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'

/** A webhook's values as stored now, opened; null before the first save. */
export type Stored = { secrets: WebhookSecrets; signingUpdatedAt: number | null }

/** The draft with every kept secret filled in. Throws a Refusal at the field where there is none to keep. */
export function fillIn(
  draft: WebhookDraft,
  stored: Stored | null,
  { madeSecret, now }: { madeSecret: string | null; now: number },
): WebhookSecrets {
  const url = draft.url ?? stored?.secrets.url
  if (url === undefined) throw refuseField('draft.url', 'Paste the URL of the receiver.')
  // SECURITY: refused at connect as well; here the analyst can still change it.
  if (isRefused(new URL(url).hostname)) {
    throw refuseField(
      'draft.url',
      'Nothing is ever sent to this address (link-local, cloud metadata, multicast or unspecified). Use the real address of the receiver.',
    )
  }
  // SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL.
  const moved = stored !== null && new URL(url).origin !== new URL(stored.secrets.url).origin
  const headers = draft.headers.map(({ name, value }, index) => {
    const kept = stored?.secrets.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value
    if (value === null && kept !== undefined && moved) {
      throw refuseField(
        `draft.headers.${index}.value`,
        `The URL leads elsewhere now. Enter the value of ${name} again.`,
      )
    }
    const filled = value ?? kept
    if (filled === undefined) throw refuseField(`draft.headers.${index}.value`, `Give the header ${name} a value.`)
    return { name, value: filled }
  })
  const before = stored?.secrets.signing ?? null
  const current = draft.signingSecret ?? before?.current ?? (draft.signing ? (madeSecret ?? makeSigningSecret()) : null)
  return {
    url,
    headers,
    signing: current === null ? null : replaceSecret(before, current, now),
    clientCertificate: null,
    proxyPassword: '',
  }
}

/** A receiver may know any of the secrets of the last 24 h, so each of them goes on signing until its time is up. */
export function replaceSecret(before: WebhookSecrets['signing'], current: string, now: number) {
  const previous = (before?.previous ?? []).filter(({ secret, until }) => until > now && secret !== current)
  const replaced = before !== null && before.current !== current
  return {
    current,
    previous: replaced ? [...previous, { secret: before.current, until: now + rotationOverlap }] : previous,
  }
}

/** What a draft leaves to be kept, field by field, in words for the case that it can't be kept. */
export function unreadableFields(draft: WebhookDraft): Record<string, string> {
  const fields: Record<string, string> = {}
  if (draft.url === null) fields['draft.url'] = 'The stored URL can’t be read. Paste it again.'
  draft.headers.forEach(({ name, value }, index) => {
    if (value === null) fields[`draft.headers.${index}.value`] = `The value of ${name} can’t be read. Enter it again.`
  })
  if (draft.signing && draft.signingSecret === null)
    fields['draft.signingSecret'] = 'The stored secret can’t be read. Paste one that the receiver knows.'
  return fields
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
  const untils = values.signing?.previous.map(({ until }) => until) ?? []
  return {
    id,
    definition,
    urlShown: shown,
    urlWhole: shown === values.url,
    sealed: sealSecrets(secrets, id, values),
    signingUpdatedAt: values.signing === null ? null : replaced ? now : (stored?.signingUpdatedAt ?? now),
    signingPreviousUntil: untils.length === 0 ? null : Math.max(...untils),
  }
}

/** The part that is no secret. Throws a Refusal where the CA certificate is none. */
export function defineWebhook(draft: WebhookDraft): WebhookDefinition {
  checkCertificate(draft.caCertificate)
  const { url: _url, signingSecret: _secret, headers, clientCertificate: _certificate, proxy, ...rest } = draft
  return {
    ...rest,
    clientCertificate: null,
    proxy: proxy.kind === 'manual' ? { kind: 'manual', url: proxy.url, user: proxy.user, passwordSet: false } : proxy,
    headerNames: headers.map(({ name }) => name),
  }
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
