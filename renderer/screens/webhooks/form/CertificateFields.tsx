import { useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { FileButton } from '../../../components/FileButton.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'

/** For a receiver whose certificate comes from a CA of one's own. Verification itself can't be switched off. */
export function CertificateFields() {
  const { control, trigger } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field, fieldState } = useController({ control, name: 'caCertificate' })
  const [open, setOpen] = useState(false)
  const error = fieldState.error?.message
  const text = field.value ?? ''
  const check = () => void trigger('caCertificate')
  return (
    <Disclosure
      title="CA certificate"
      summary={text.trim() === '' ? 'Well-known CAs' : 'Its own'}
      open={open || error !== undefined}
      onOpenChange={setOpen}
    >
      <TextField
        label="CA certificate (PEM)"
        lines={5}
        mono
        placeholder="-----BEGIN CERTIFICATE-----"
        value={text}
        onChange={(value) => field.onChange(value === '' ? null : value)}
        onBlur={check}
        error={error}
        hint="Only for a receiver with a certificate from your own CA. It is trusted for this webhook alone."
      />
      <FileButton
        accept={['.pem', '.crt', '.cer']}
        onText={(value) => {
          field.onChange(value)
          check()
        }}
      >
        Choose a file
      </FileButton>
    </Disclosure>
  )
}
