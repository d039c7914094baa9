import { useState } from 'react'
import { FileButton } from '../../../components/FileButton.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { formatBytes } from '../../../format/bytes.ts'
import styles from './parts.module.css'
import type { CertificateProps } from './PemFields.tsx'
import { mostFileBytes, readBase64 } from './read-base64.ts'

export function PfxFields({ draft, onChange, error }: CertificateProps<'pfx'>) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const read = async (file: File) => {
    if (file.size > mostFileBytes)
      return setTooLarge(
        `${file.name} has ${formatBytes(file.size)}; a certificate file has at most ${formatBytes(mostFileBytes)}. Choose the .p12 or .pfx file itself.`,
      )
    setTooLarge(null)
    onChange({ ...draft, file: await readBase64(file) })
    setChosen(`${file.name}, ${formatBytes(file.size)}`)
  }
  const problem = tooLarge ?? error('file')
  return (
    <>
      <div className={styles['buttons']} data-error={problem !== undefined || undefined}>
        <FileButton accept={['.p12', '.pfx']} label="Choose a file with certificate and key" onFile={read}>
          Choose a file
        </FileButton>
        <span className={styles['note']} role="status">
          {draft.file === '' ? 'No file chosen yet' : (chosen ?? 'A file is chosen')}
        </span>
      </div>
      {problem !== undefined && <p className={styles['error']}>{problem}</p>}
      <TextField
        label="Passphrase of the file"
        secret
        value={draft.passphrase ?? ''}
        onChange={(text) => onChange({ ...draft, passphrase: text === '' ? null : text })}
        error={error('passphrase')}
        hint="Certificate and key are kept sealed, and never shown again."
      />
    </>
  )
}
