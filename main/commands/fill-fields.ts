import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import type { WebhookSecrets } from '../engine/target.ts'
import { receivers } from '../receivers/index.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { isAsked, openValues, valuesOf } from '../receivers/values.ts'
import { checkFields } from './check-fields.ts'
import type { Stored } from './fill-in.ts'
import { refuseField } from './refuse-field.ts'

/**
 * The receiver's secret fields, kept ones filled in. Throws a Refusal at the field that is missing, or that this
 * receiver can't use. `moved`: the URL leads to another origin than what is stored.
 */
export function fillFields(
  draft: WebhookDraft,
  stored: Stored | null,
  { url, moved }: { url: URL; moved: boolean },
): Record<string, string> {
  const receiver: Receiver = receivers[draft.receiver]
  const kept = keptSecrets(receiver, draft, stored)
  if (moved) refuseKept(receiver, draft, kept)
  // What is not in use is forgotten with the old host: a later save could put it to use at the new one.
  const values = valuesOf(receiver, { ...draft.fields, ...(moved ? {} : kept) })
  checkFields(receiver, values, url)
  const secret = receiver.fields.filter(({ kind, name }) => kind === 'secret' && values[name] !== '')
  return Object.fromEntries(secret.map(({ name }) => [name, values[name] ?? '']))
}

/** The part of the fields that is no secret, as it is stored. Of what the window sent, only what this receiver asks for. */
export function defineFields(
  draft: WebhookDraft,
  { fields }: Pick<WebhookSecrets, 'fields'>,
): Pick<WebhookDefinition, 'fields' | 'secretFields'> {
  const receiver: Receiver = receivers[draft.receiver]
  return { fields: openValues(receiver, valuesOf(receiver, draft.fields)), secretFields: Object.keys(fields) }
}

/** Stored secrets of this receiver that the draft neither replaces nor empties. */
function keptSecrets({ fields }: Receiver, draft: WebhookDraft, stored: Stored | null): Record<string, string> {
  if (stored?.definition.receiver !== draft.receiver) return {}
  const keep = fields.filter(({ name, kind }) => kind === 'secret' && (draft.fields[name] ?? null) === null)
  const { fields: before } = stored.secrets
  return Object.fromEntries(keep.flatMap(({ name }) => (before[name] ? [[name, before[name]]] : [])))
}

/** SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL. */
function refuseKept(receiver: Receiver, draft: WebhookDraft, kept: Record<string, string>): void {
  const values = valuesOf(receiver, draft.fields)
  for (const field of receiver.fields) {
    if (!Object.hasOwn(kept, field.name) || !isAsked(field, values)) continue
    throw refuseField(`draft.fields.${field.name}`, `The URL leads elsewhere now. Enter the ${field.label} again.`)
  }
}
