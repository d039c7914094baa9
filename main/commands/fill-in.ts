import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import { makeSigningSecret, rotationOverlap } from '../engine/sign.ts'
import type { WebhookSecrets } from '../engine/target.ts'
import { checkClientCertificate } from './client-certificate.ts'
import { fillFields } from './fill-fields.ts'
import { fillHeaders } from './fill-headers.ts'
import { fillUrl } from './fill-url.ts'
import { refuseField } from './refuse-field.ts'

/** A webhook's values as stored now, opened; null before the first save. */
export type Stored = { definition: WebhookDefinition; secrets: WebhookSecrets; signingUpdatedAt: number | null }

/** The draft with every kept secret filled in. Throws a Refusal at the field where there is none to keep. */
export function fillIn(
  draft: WebhookDraft,
  stored: Stored | null,
  { madeSecret, now }: { madeSecret: string | null; now: number },
): WebhookSecrets {
  const url = fillUrl(draft, stored)
  // SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL.
  const moved = stored !== null && url.origin !== new URL(stored.secrets.url).origin
  const before = stored?.secrets.signing ?? null
  const current = draft.signingSecret ?? before?.current ?? (draft.signing ? (madeSecret ?? makeSigningSecret()) : null)
  return {
    url: url.href,
    headers: fillHeaders(draft, stored, { url, moved }),
    signing: current === null ? null : replaceSecret(before, current, now),
    clientCertificate: fillCertificate(draft, stored, moved),
    proxyPassword: fillProxyPassword(draft, stored),
    fields: fillFields(draft, stored, { url, moved }),
  }
}

function fillCertificate({ clientCertificate: entered }: WebhookDraft, stored: Stored | null, moved: boolean) {
  if (entered.kind === 'none') return null
  if (entered.kind !== 'keep') return checkClientCertificate(entered)
  const kept = stored?.secrets.clientCertificate
  if (!kept) throw refuseField('draft.clientCertificate', 'No client certificate is stored. Choose one, or none.')
  if (!moved) return kept
  throw refuseField('draft.clientCertificate', 'The URL leads elsewhere now. Choose the client certificate again.')
}

function fillProxyPassword({ proxy }: WebhookDraft, stored: Stored | null): string {
  if (proxy.kind !== 'manual') return ''
  if (proxy.password !== null) return proxy.password
  const kept = stored?.secrets.proxyPassword ?? ''
  const before = stored?.definition.proxy
  if (kept === '' || (before?.kind === 'manual' && before.url === proxy.url)) return kept
  // SECURITY: as above; what was entered for one proxy is not sent to another.
  throw refuseField('draft.proxy.password', 'This is another proxy now. Enter its password, or empty the field.')
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
