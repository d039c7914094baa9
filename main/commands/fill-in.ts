import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import { isRefused } from '../engine/guard.ts'
import { makeSigningSecret, rotationOverlap } from '../engine/sign.ts'
import type { WebhookSecrets } from '../engine/target.ts'
import { checkHeader } from '../receivers/check-header.ts'
import { refusedWords } from './agree.ts'
import { checkClientCertificate } from './client-certificate.ts'
import { completeUrl, fillFields, refuseRetired, refuseUnanswered } from './fill-fields.ts'
import { refuseField } from './refuse-field.ts'

/** A webhook's values as stored now, opened; null before the first save. */
export type Stored = { definition: WebhookDefinition; secrets: WebhookSecrets; signingUpdatedAt: number | null }

/** The draft with every kept secret filled in. Throws a Refusal at the field where there is none to keep. */
export function fillIn(
  draft: WebhookDraft,
  stored: Stored | null,
  { madeSecret, now }: { madeSecret: string | null; now: number },
): WebhookSecrets {
  const given = draft.url ?? stored?.secrets.url
  if (given === undefined) throw refuseField('draft.url', 'Paste the URL of the receiver.')
  refuseRetired(new URL(given))
  refuseUnanswered(draft.receiver, new URL(given))
  const url = completeUrl(draft.receiver, given)
  // SECURITY: refused at connect as well; here the analyst can still change it.
  if (isRefused(new URL(url).hostname)) throw refuseField('draft.url', refusedWords)
  // SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL.
  const moved = stored !== null && new URL(url).origin !== new URL(stored.secrets.url).origin
  refuseHeaders(draft, new URL(url))
  const before = stored?.secrets.signing ?? null
  const current = draft.signingSecret ?? before?.current ?? (draft.signing ? (madeSecret ?? makeSigningSecret()) : null)
  return {
    url,
    headers: fillHeaders(draft, stored, moved),
    signing: current === null ? null : replaceSecret(before, current, now),
    clientCertificate: fillCertificate(draft, stored, moved),
    proxyPassword: fillProxyPassword(draft, stored),
    fields: fillFields(draft, stored, { url: new URL(url), moved }),
  }
}

/** SECURITY: dropped at send as well; here the analyst learns why. Before a value is asked for that is of no use. */
function refuseHeaders({ headers }: WebhookDraft, url: URL): void {
  headers.forEach(({ name }, index) => {
    const wrong = checkHeader(name, url)
    if (wrong !== null) throw refuseField(`draft.headers.${index}.name`, wrong)
  })
}

function fillHeaders(draft: WebhookDraft, stored: Stored | null, moved: boolean): WebhookSecrets['headers'] {
  return draft.headers.map(({ name, value }, index) => {
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

/** What a draft leaves to be kept, field by field, in words for the case that it can't be kept. */
export function unreadableFields(draft: WebhookDraft, { proxy }: WebhookDefinition): Record<string, string> {
  const fields: Record<string, string> = {}
  if (draft.url === null) fields['draft.url'] = 'The stored URL can’t be read. Paste it again.'
  draft.headers.forEach(({ name, value }, index) => {
    if (value === null) fields[`draft.headers.${index}.value`] = `The value of ${name} can’t be read. Enter it again.`
  })
  if (draft.signing && draft.signingSecret === null)
    fields['draft.signingSecret'] = 'The stored secret can’t be read. Paste one that the receiver knows.'
  if (draft.clientCertificate.kind === 'keep')
    fields['draft.clientCertificate'] = 'The stored client certificate can’t be read. Choose it again, or none.'
  const hadPassword = proxy.kind === 'manual' && proxy.passwordSet
  if (draft.proxy.kind === 'manual' && draft.proxy.password === null && hadPassword)
    fields['draft.proxy.password'] = 'The stored password can’t be read. Enter it again, or empty the field.'
  return fields
}
