import type { ReceiverKind } from '../../preload/contract/receiver.ts'
import type { WebhookDefinition, WebhookDraft } from '../../preload/contract/webhook.ts'
import type { WebhookSecrets } from '../engine/target.ts'
import { checkHeader } from '../receivers/check-header.ts'
import { receivers } from '../receivers/index.ts'
import { recognise } from '../receivers/recognise.ts'
import type { Field, Receiver, Values } from '../receivers/receiver.ts'
import { isAsked, valuesOf } from '../receivers/values.ts'
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
  const same = stored?.definition.receiver === draft.receiver
  const kept = same ? stored.secrets.fields : {}
  const secrets: Record<string, string> = {}
  for (const field of receiver.fields) {
    if (field.kind !== 'secret') continue
    const entered = draft.fields[field.name] ?? null
    const before = kept[field.name] ?? ''
    // SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL.
    if (entered === null && before !== '' && moved)
      throw refuseField(at(field), `The URL leads elsewhere now. Enter the ${field.label} again.`)
    const value = entered ?? before
    if (value !== '') secrets[field.name] = value
  }
  const values = valuesOf(receiver, { ...openValues(receiver, draft), ...secrets })
  checkValues(receiver, values, url)
  checkLogin(receiver, values, url)
  return secrets
}

/** The part of the fields that is no secret, as it is stored. */
export function openFields(
  draft: WebhookDraft,
  { fields }: Pick<WebhookSecrets, 'fields'>,
): Pick<WebhookDefinition, 'fields' | 'secretFields'> {
  return { fields: openValues(receivers[draft.receiver], draft), secretFields: Object.keys(fields) }
}

/** Where events are posted to, of a receiver of which only the host was pasted. */
export function completeUrl(kind: ReceiverKind, url: string): string {
  const fits = receivers[kind].recognise(new URL(url))
  return fits?.kind === 'fits' ? fits.url : url
}

const at = ({ name }: Pick<Field, 'name'>) => `draft.fields.${name}`

/** Of what the window sent, only what this receiver asks for. */
function openValues({ fields }: Pick<Receiver, 'fields'>, draft: WebhookDraft): Record<string, string> {
  const open = fields.filter(({ kind }) => kind !== 'secret')
  return Object.fromEntries(open.map(({ name, initial }) => [name, draft.fields[name] ?? initial]))
}

function checkValues(receiver: Receiver, values: Values, url: URL): void {
  for (const field of receiver.fields) {
    if (!isAsked(field, values)) continue
    const value = values[field.name] ?? ''
    if (value === '' && field.required) throw refuseField(at(field), `Enter the ${field.label}. ${field.hint}`)
    if (value === '') continue
    const isOption = field.options.length === 0 || field.options.some((option) => option.value === value)
    if (!isOption) throw refuseField(at(field), `Choose one of those offered as ${field.label}.`)
    // SECURITY: most values end in a header, where a line break would write headers of its own.
    if (/\p{Cc}/u.test(value)) throw refuseField(at(field), `Take the line breaks and tabs out of the ${field.label}.`)
    const wrong = field.check?.(value)
    if (wrong) throw refuseField(at(field), wrong)
  }
  for (const [name, wrong] of Object.entries(receiver.check(values, url))) {
    if (wrong !== undefined) throw refuseField(name === 'url' ? 'draft.url' : at({ name }), wrong)
  }
}

/** As for the analyst's own headers; but without this one the receiver would not know who is calling. */
function checkLogin(receiver: Receiver, values: Values, url: URL): void {
  if (receiver.credentials(values).every(([name]) => checkHeader(name, url) === null)) return
  throw refuseField(
    'draft.url',
    `This URL is its own key (sig=) and is never sent an Authorization header, which ${receiver.name} needs as it is set up here. Paste a URL without sig=, or choose another receiver.`,
  )
}

/** Whatever receiver is chosen: a URL its maker switched off answers nothing any more. */
export function refuseRetired(url: URL): void {
  const recognised = recognise(url.href)
  if (recognised.kind === 'retired') throw refuseField('draft.url', recognised.words)
}

/**
 * SECURITY: of what is known of such a URL (that it must not be sent an Authorization header, say) nothing would hold. Of
 * any other URL that is known, the receiver was recognised, and then chosen otherwise by the analyst.
 */
export function refuseUnanswered(receiver: ReceiverKind, url: URL): void {
  const recognised = recognise(url.href)
  if (receiver !== 'custom' || recognised.kind !== 'known' || recognised.choices.length < 2) return
  const names = recognised.choices.map((choice) => receivers[choice.receiver].name)
  throw refuseField(
    'draft.receiver',
    `Choose whether this URL leads to ${names.join(' or ')}. They take different bodies.`,
  )
}
