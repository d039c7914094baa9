import { useRef } from 'react'
import { useController, useFormContext, useFormState } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Segmented } from '../../../components/Segmented.tsx'
import { errorAt } from '../../../components/error-at.ts'
import type { CheckedValues, FormValues } from './form-values.ts'
import styles from './parts.module.css'
import { PemFields } from './PemFields.tsx'
import { PfxFields } from './PfxFields.tsx'
import { StoredCertificate } from './StoredCertificate.tsx'

type Draft = FormValues['clientCertificate']
type Kind = Draft['kind']

const kinds: readonly { value: Kind; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'pem', label: 'PEM' },
  { value: 'pfx', label: 'File (.p12, .pfx)' },
]
const keep = { value: 'keep', label: 'Stored' } as const

const blank = (kind: Kind): Draft => {
  if (kind === 'pem') return { kind, certificate: '', key: '', passphrase: null }
  return kind === 'pfx' ? { kind, file: '', passphrase: null } : { kind }
}

/** For a receiver that asks who is calling (mTLS). */
export function ClientCertificateFields({ stored }: { stored: Webhook['clientCertificate'] }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'clientCertificate' })
  const { errors } = useFormState({ control, name: 'clientCertificate' })
  // Looking at another kind must not lose what was typed into this one.
  const typed = useRef(new Map<Kind, Draft>())
  const draft = field.value
  const choose = (kind: Kind) => {
    typed.current.set(draft.kind, draft)
    field.onChange(typed.current.get(kind) ?? blank(kind))
  }
  const error = (path: string) => errorAt(errors, `clientCertificate.${path}`)
  return (
    <>
      <Segmented
        label="Client certificate"
        value={draft.kind}
        onChange={choose}
        options={stored === null ? kinds : [keep, ...kinds]}
        hint="For a receiver that asks this workstation to prove who it is (mutual TLS). Its owner gives you one."
      />
      {draft.kind === 'keep' && stored !== null && <StoredCertificate certificate={stored} />}
      {draft.kind === 'pem' && <PemFields draft={draft} onChange={field.onChange} error={error} />}
      {draft.kind === 'pfx' && <PfxFields draft={draft} onChange={field.onChange} error={error} />}
      {errors.clientCertificate?.message !== undefined && (
        <p className={styles['error']} role="alert">
          {errors.clientCertificate.message}
        </p>
      )}
    </>
  )
}
