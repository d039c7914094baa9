import { Disclosure } from '../../components/Disclosure.tsx'
import { NumberField } from '../../components/NumberField.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { TextField } from '../../components/TextField.tsx'
import styles from './EmailForm.module.css'
import { type EmailPartProps, withSecurity } from './email-values.ts'

const securities = [
  { value: 'tls', label: 'TLS' },
  { value: 'starttls', label: 'STARTTLS' },
] as const

export function ServerFields({ values, change, error }: EmailPartProps) {
  return (
    <>
      <div className={styles['server']}>
        <TextField
          label="Mail server"
          mono
          placeholder="smtp.example.com"
          value={values.host}
          onChange={(host) => change({ host })}
          error={error('host')}
        />
        <NumberField label="Port" value={values.port} onChange={(port) => change({ port })} error={error('port')} />
      </div>
      <Segmented
        label="Encryption"
        value={values.security}
        onChange={(security) => change(withSecurity(values, security))}
        options={securities}
        hint={
          values.security === 'tls'
            ? 'Encrypted from the first byte on; port 465.'
            : 'Encrypted before anything is said, or nothing is sent; port 587.'
        }
      />
      <Disclosure title="CA certificate" summary={values.caCertificate.trim() === '' ? 'None of its own' : 'Its own'}>
        <TextField
          label="CA certificate (PEM)"
          mono
          lines={5}
          placeholder="-----BEGIN CERTIFICATE-----"
          value={values.caCertificate}
          onChange={(caCertificate) => change({ caCertificate })}
          error={error('caCertificate')}
          hint="Trusted for this mail server only, beside what this workstation trusts. Verification is never turned off."
        />
      </Disclosure>
    </>
  )
}
