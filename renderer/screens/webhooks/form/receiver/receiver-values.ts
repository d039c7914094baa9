import type { ReceiverCard, ReceiverField } from '../../../../../preload/contract/receiver.ts'
import type { FormValues } from '../form-values.ts'

type Fields = FormValues['fields']

/** What the form begins with once this receiver is chosen: what its URL tells, else what works as it is. */
export const initialFields = ({ fields }: ReceiverCard, told: Record<string, string> = {}): Fields =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, told[name] ?? initial]))

/** The fields that are asked for, given what the others say. */
export const askedFields = ({ fields }: ReceiverCard, values: Fields): ReceiverField[] =>
  fields.filter(({ when }) =>
    Object.entries(when).every(([other, allowed]) => allowed.includes(valueOf(fields, values, other))),
  )

/** Of a field nothing was entered for, what it is initially. */
function valueOf(fields: readonly ReceiverField[], values: Fields, name: string): string {
  return values[name] ?? fields.find((field) => field.name === name)?.initial ?? ''
}
