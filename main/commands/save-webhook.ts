import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import type { Secrets } from '../engine/effects.ts'
import { sealSecrets, type WebhookSecrets } from '../engine/target.ts'
import type { WebhookSave } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'
import { checkTemplate } from './check-template.ts'
import { checkFilter } from './filters.ts'
import { checkCaCertificate } from './ca-certificate.ts'
import { subjectOf } from './client-certificate.ts'
import { defineFields } from './fill-fields.ts'
import type { Stored } from './fill-in.ts'

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

/** The part that is no secret, of a draft and its `values`. Throws a Refusal where the CA certificate is none. */
export function defineWebhook(
  draft: WebhookDraft,
  values: WebhookSecrets,
  stored: Stored | null,
  now: number,
): WebhookDefinition {
  checkCaCertificate(draft.caCertificate)
  checkTemplate(draft.template)
  checkFilter(draft.filter, 'draft.filter')
  const { url: _url, agreeTo: _agreed, signingSecret: _secret, headers, clientCertificate, proxy, ...rest } = draft
  return {
    ...rest,
    ...defineFields(draft, values),
    clientCertificate:
      values.clientCertificate === null
        ? null
        : clientCertificate.kind === 'keep'
          ? (stored?.definition.clientCertificate ?? null)
          : { ...subjectOf(values.clientCertificate), updatedAt: now },
    proxy:
      proxy.kind === 'manual'
        ? { kind: 'manual', url: proxy.url, user: proxy.user, passwordSet: values.proxyPassword !== '' }
        : proxy,
    headerNames: headers.map(({ name }) => name),
  }
}
