import type { Receiver, Values } from './receiver.ts'

/** Each field of the receiver with its value: what was entered, else what it is initially. */
export const valuesOf = (
  { fields }: Pick<Receiver, 'fields'>,
  entered: Readonly<Record<string, string | null>>,
): Values =>
  Object.fromEntries(
    fields.map(({ name, initial, exact = false }) => {
      const value = entered[name] ?? initial
      return [name, exact ? value : value.trim()]
    }),
  )

/**
 * What is stored in the clear, and what a template can name. SECURITY: no secrets: whoever may edit a template could send
 * them anywhere.
 */
export const openValues = ({ fields }: Pick<Receiver, 'fields'>, values: Values): Record<string, string> =>
  Object.fromEntries(fields.filter(({ kind }) => kind !== 'secret').map(({ name }) => [name, values[name] ?? '']))

/** Whether a field is asked for, given the others; whether a URL is completed. */
export const isAsked = ({ when = {} }: Partial<Pick<Receiver['fields'][number], 'when'>>, values: Values): boolean =>
  Object.entries(when).every(([other, allowed]) => allowed.includes(values[other] ?? ''))
