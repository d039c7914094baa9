import { useController, useFormContext } from 'react-hook-form'
import { FileButton } from '../../../components/FileButton.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'

/** For a receiver whose certificate comes from a CA of one's own. Verification itself can't be switched off. */
export function CaField() {
  const { control, trigger } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field, fieldState } = useController({ control, name: 'caCertificate' })
  const check = () => void trigger('caCertificate')
  return (
    <>
      <TextField
        label="CA certificate (PEM)"
        lines={5}
        mono
        placeholder="-----BEGIN CERTIFICATE-----"
        value={field.value ?? ''}
        onChange={(value) => field.onChange(value === '' ? null : value)}
        onBlur={check}
        error={fieldState.error?.message}
        hint="Only for a receiver with a certificate from your own CA. It is trusted for this webhook alone, beside the system store and the built-in list."
      />
      <FileButton
        accept={['.pem', '.crt', '.cer']}
        onFile={async (file) => {
          field.onChange(await file.text())
          check()
        }}
      >
        Choose a file
      </FileButton>
    </>
  )
}
