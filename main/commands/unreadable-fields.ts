import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { receivers } from '../receivers/index.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { isAsked, valuesOf } from '../receivers/values.ts'

type Row = Pick<WebhookRow, 'definition' | 'signing_updated_at'>

/**
 * What a draft leaves to be kept and a request would need, field by field, in words for the case that it can't be read.
 * Stored secrets it would not need are no obstacle.
 */
export function unreadableFields(draft: WebhookDraft, row: Row): Record<string, string> {
  const { proxy } = row.definition
  const fields: Record<string, string> = {}
  if (draft.url === null) fields['draft.url'] = 'The stored URL can’t be read. Paste it again.'
  for (const { name, label, required } of keptFields(draft, row)) {
    const next = required ? 'Enter it again.' : 'Enter it again, or empty the field.'
    fields[`draft.fields.${name}`] = `The stored ${label} can’t be read. ${next}`
  }
  draft.headers.forEach(({ name, value }, index) => {
    if (value === null) fields[`draft.headers.${index}.value`] = `The value of ${name} can’t be read. Enter it again.`
  })
  if (draft.signing && draft.signingSecret === null && row.signing_updated_at !== null)
    fields['draft.signingSecret'] = 'The stored secret can’t be read. Paste one that the receiver knows.'
  if (draft.clientCertificate.kind === 'keep')
    fields['draft.clientCertificate'] = 'The stored client certificate can’t be read. Choose it again, or none.'
  const hadPassword = proxy.kind === 'manual' && proxy.passwordSet
  if (draft.proxy.kind === 'manual' && draft.proxy.password === null && hadPassword)
    fields['draft.proxy.password'] = 'The stored password can’t be read. Enter it again, or empty the field.'
  return fields
}

/** Secret fields of the receiver that are asked for, had a value, and were not entered anew. */
function keptFields(draft: WebhookDraft, { definition }: Row): Receiver['fields'] {
  if (definition.receiver !== draft.receiver) return []
  const receiver: Receiver = receivers[draft.receiver]
  const values = valuesOf(receiver, draft.fields)
  return receiver.fields.filter(
    (field) =>
      definition.secretFields.includes(field.name) &&
      (draft.fields[field.name] ?? null) === null &&
      isAsked(field, values),
  )
}
