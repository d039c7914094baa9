import { useController, useFormContext, useFormState, useWatch } from 'react-hook-form'
import { CodeBlock } from '../../../components/CodeBlock.tsx'
import { LinesField } from '../../../components/LinesField.tsx'
import { errorAt } from '../../../components/error-at.ts'
import type { CheckedValues, FormValues } from './form-values.ts'
import styles from './parts.module.css'
import { pinCommand } from './pin-command.ts'

/** Public keys that must be in the receiver's chain, on top of a certificate that is trusted. */
export function PinsField() {
  const { control, trigger } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'pins' })
  const { errors } = useFormState({ control, name: 'pins' })
  const url = useWatch({ control, name: 'url' })
  return (
    <>
      <LinesField
        label="Pinned public keys"
        lines={3}
        mono
        placeholder="sha256/…"
        value={field.value}
        onChange={field.onChange}
        onBlur={() => void trigger('pins')}
        error={errorAt(errors, 'pins')}
        hint="One per line, empty for none. Nothing is sent unless the receiver, or a CA above it, shows one of these keys. Pin the next key too before the receiver changes its own."
      />
      <div>
        <p className={styles['note']}>Where to find it: run this where the receiver can be reached.</p>
        <CodeBlock label="Command that prints a pin" text={pinCommand(url)} />
      </div>
    </>
  )
}
