import { FileButton } from '../../../components/FileButton.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { FormValues } from './form-values.ts'

export type CertificateProps<K extends string> = {
  draft: Extract<FormValues['clientCertificate'], { kind: K }>
  onChange: (draft: FormValues['clientCertificate']) => void
  /** What is wrong at one of its parts. */
  error: (path: string) => string | undefined
}

export function PemFields({ draft, onChange, error }: CertificateProps<'pem'>) {
  const change = (part: Partial<typeof draft>) => onChange({ ...draft, ...part })
  return (
    <>
      <TextField
        label="Certificate (PEM)"
        lines={4}
        mono
        placeholder="-----BEGIN CERTIFICATE-----"
        value={draft.certificate}
        onChange={(certificate) => change({ certificate })}
        error={error('certificate')}
        hint="The client's own certificate first, then those between it and the CA."
      />
      <FileButton
        accept={['.pem', '.crt', '.cer']}
        label="Choose a file with the certificate"
        onFile={async (file) => change({ certificate: await file.text() })}
      >
        Choose a file
      </FileButton>
      <TextField
        label="Private key (PEM)"
        lines={4}
        secret
        placeholder="-----BEGIN PRIVATE KEY-----"
        value={draft.key}
        onChange={(key) => change({ key })}
        error={error('key')}
        hint="Kept sealed, and never shown again."
      />
      <FileButton
        accept={['.pem', '.key']}
        label="Choose a file with the private key"
        onFile={async (file) => change({ key: await file.text() })}
      >
        Choose a file
      </FileButton>
      <TextField
        label="Passphrase of the key"
        secret
        value={draft.passphrase ?? ''}
        onChange={(text) => change({ passphrase: text === '' ? null : text })}
        error={error('passphrase')}
        hint="Empty where the key has none."
      />
    </>
  )
}
