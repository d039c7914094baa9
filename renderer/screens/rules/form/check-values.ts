import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import { type RuleDraft, ruleDraftSchema } from '../../../../preload/contract/rule.ts'
import { draftOf, type FormValues } from './form-values.ts'

/** The schema main checks by, so that the form and main can't disagree; one message per field, the first. */
export const checkValues: Resolver<FormValues, unknown, RuleDraft> = (values) => {
  const parsed = ruleDraftSchema.safeParse(draftOf(values))
  if (parsed.success) return { values: parsed.data, errors: {} }
  const errors: FieldErrors<FormValues> = {}
  const placed = new Set<string>()
  for (const { path, message } of parsed.error.issues) {
    const at = path.join('.')
    if (placed.has(at)) continue
    placed.add(at)
    set(errors, at, { type: 'schema', message })
  }
  return { values: {}, errors }
}
