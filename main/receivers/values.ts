import type { Receiver, Values } from './receiver.ts'

/** Each field of the receiver with its value: what was entered, else what it is initially. */
export const valuesOf = ({ fields }: Pick<Receiver, 'fields'>, entered: Record<string, string>): Values =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, entered[name] ?? initial]))

/** Whether a field is asked for, given the others. */
export const isAsked = ({ when }: Receiver['fields'][number], values: Values): boolean =>
  Object.entries(when).every(([other, allowed]) => allowed.includes(values[other] ?? ''))
