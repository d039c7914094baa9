import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import { webhookDraftSchema } from '../../../../preload/contract/webhook.ts'
import type { CheckedValues, FormValues } from './form-values.ts'

/** The schema main checks by, so that the form and main can't disagree; one message per field, the first. */
export const checkValues: Resolver<FormValues, unknown, CheckedValues> = (values) => {
  const parsed = webhookDraftSchema.safeParse(values)
  if (parsed.success) return { values: parsed.data, errors: {} }
  const errors: FieldErrors<FormValues> = {}
  const placed = new Set<string>()
  for (const { path, message } of parsed.error.issues) {
    const at = path.join('.')
    if (placed.has(at)) continue
    placed.add(at)
    set(errors, at, { type: 'schema', message })
    // Of a field whose value is an object ("proxy.url") react-hook-form drops errors that have no type of their own.
    if (typeof path[1] === 'string') set(errors, `${String(path[0])}.type`, 'schema')
  }
  return { values: {}, errors }
}
