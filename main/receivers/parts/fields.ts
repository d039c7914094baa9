import type { Field } from '../receiver.ts'

type Rest = Partial<Pick<Field, 'required' | 'placeholder' | 'when' | 'check' | 'exact' | 'initial'>> & { hint: string }

const rest = { required: true, initial: '', options: [], placeholder: '', when: {} }

/** Required unless said otherwise. */
export const textField = <Name extends string>(name: Name, label: string, more: Rest): Field<Name> => ({
  ...rest,
  kind: 'text',
  name,
  label,
  ...more,
})

export const secretField = <Name extends string>(name: Name, label: string, more: Rest): Field<Name> => ({
  ...rest,
  kind: 'secret',
  name,
  label,
  ...more,
})

/** The first option is what it is unless the URL or the analyst says otherwise. */
export const choiceField = <Name extends string>(
  name: Name,
  label: string,
  options: readonly [Field['options'][number], ...Field['options']],
  more: Rest,
): Field<Name> => ({ ...rest, kind: 'choice', name, label, options, initial: options[0].value, ...more })
