import { useState } from 'react'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { CaField } from './CaField.tsx'
import { ClientCertificateFields } from './ClientCertificateFields.tsx'
import { errorAt } from '../../../components/error-at.ts'
import type { CheckedValues, FormValues } from './form-values.ts'
import { LastCertificate } from './LastCertificate.tsx'
import { PinsField } from './PinsField.tsx'
import { tlsSummary } from './summaries.ts'

const paths = ['caCertificate', 'clientCertificate', 'pins']

/** Whom to trust, and how to prove who one is. All of it may stay as it is for a receiver on the internet. */
export function TlsFields({ stored }: { stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const [caCertificate, clientCertificate, pins] = useWatch({
    control,
    name: ['caCertificate', 'clientCertificate', 'pins'],
  })
  const { errors } = useFormState({ control })
  const [open, setOpen] = useState(false)
  const isWrong = paths.some((path) => errorAt(errors, path) !== undefined)
  return (
    <Disclosure
      title="TLS"
      summary={tlsSummary({ caCertificate, clientCertificate, pins })}
      open={open || isWrong}
      onOpenChange={setOpen}
    >
      {stored?.certificate && <LastCertificate certificate={stored.certificate} />}
      <CaField />
      <ClientCertificateFields stored={stored?.clientCertificate ?? null} />
      <PinsField />
    </Disclosure>
  )
}
