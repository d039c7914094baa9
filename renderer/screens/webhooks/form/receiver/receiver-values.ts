import type { ReceiverCard, ReceiverField } from '../../../../../preload/contract/receiver.ts'
import type { FormValues } from '../form-values.ts'

type Fields = FormValues['fields']

/** What the form begins with once this receiver is chosen: what its URL tells, else what works as it is. */
export const initialFields = ({ fields }: ReceiverCard, told: Record<string, string> = {}): Fields =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, told[name] ?? initial]))

/** Whether nothing was entered but what the URL told. */
export const isUntouched = (card: ReceiverCard, values: Fields, told: Record<string, string>): boolean =>
  Object.entries(initialFields(card, told)).every(([name, value]) => (values[name] ?? value) === value)

/** The fields that are asked for, given what the others say. */
export const askedFields = ({ fields }: ReceiverCard, values: Fields): ReceiverField[] =>
  fields.filter(({ when }) => holds({ fields }, values, when))

/** Whether each of these fields has one of the values it may have. */
export const holds = ({ fields }: Pick<ReceiverCard, 'fields'>, values: Fields, when: ReceiverField['when']): boolean =>
  Object.entries(when).every(([other, allowed]) => allowed.includes(valueOf(fields, values, other)))

/**
 * The fields that are asked for in sight, and those that are folded away because they work as they are. `told`: the
 * names of what the URL tells.
 */
export function sortFields(card: ReceiverCard, values: Fields, told: readonly string[]) {
  const asked = askedFields(card, values)
  const isNeeded = ({ name, kind, required }: ReceiverField) => (kind === 'choice' ? !told.includes(name) : required)
  return { needed: asked.filter(isNeeded), more: asked.filter((field) => !isNeeded(field)) }
}

/** "Jira Cloud (REST API 3), Task": what is folded away, in short; what it is called where nothing is entered. */
export function fieldsInShort(fields: readonly ReceiverField[], values: Fields): string {
  const entered = fields.flatMap(({ name, kind, initial, options }) => {
    // Dots would say nothing here.
    const value = kind === 'secret' ? '' : (values[name] ?? initial)
    return value === '' ? [] : [options.find((option) => option.value === value)?.label ?? value]
  })
  return (entered.length > 0 ? entered : fields.map(({ label }) => label)).join(', ')
}

/** Of a field nothing was entered for, what it is initially. */
function valueOf(fields: readonly ReceiverField[], values: Fields, name: string): string {
  return values[name] ?? fields.find((field) => field.name === name)?.initial ?? ''
}
