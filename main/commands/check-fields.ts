import { checkHeader } from '../receivers/check-header.ts'
import type { Receiver, Values } from '../receivers/receiver.ts'
import { isAsked } from '../receivers/values.ts'
import { refuseField } from './refuse-field.ts'

/** Throws a Refusal at the first field, or at the URL, with whose value nothing could be sent. */
export function checkFields(receiver: Receiver, values: Values, url: URL): void {
  for (const field of receiver.fields) {
    if (isAsked(field, values)) checkField(field, values[field.name] ?? '')
  }
  for (const [name, wrong] of Object.entries(receiver.check(askedOf(receiver, values), url))) {
    if (wrong !== undefined) throw refuseField(name === 'url' ? 'draft.url' : `draft.fields.${name}`, wrong)
  }
  checkLogin(receiver, values, url)
}

function checkField({ name, label, hint, required, options, check }: Receiver['fields'][number], value: string): void {
  const at = `draft.fields.${name}`
  if (value === '' && required) throw refuseField(at, `Enter the ${label}. ${hint}`)
  if (value === '') return
  const isOption = options.length === 0 || options.some((option) => option.value === value)
  if (!isOption) throw refuseField(at, `Choose one of those offered as ${label}.`)
  // SECURITY: most values end in a header, where a line break would write headers of its own.
  if (/\p{Cc}/u.test(value)) throw refuseField(at, `Take the line breaks and tabs out of the ${label}.`)
  const wrong = check?.(value)
  if (wrong) throw refuseField(at, wrong)
}

/** What isn't asked for is not seen either, and can't be corrected. */
const askedOf = ({ fields }: Receiver, values: Values): Values =>
  Object.fromEntries(fields.map((field) => [field.name, isAsked(field, values) ? (values[field.name] ?? '') : '']))

/** As for the analyst's own headers; but without this one the receiver would not know who is calling. */
function checkLogin(receiver: Receiver, values: Values, url: URL): void {
  if (receiver.credentials(values).every(([name]) => checkHeader(name, url) === null)) return
  throw refuseField(
    'draft.url',
    `This URL is its own key (sig=) and is never sent an Authorization header, which ${receiver.name} needs as it is set up here. Paste a URL without sig=, or choose another receiver.`,
  )
}
