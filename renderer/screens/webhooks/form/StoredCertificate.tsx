import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { KeyValue } from '../../../components/KeyValue.tsx'
import { ExpiryWords } from '../../../format/ExpiryWords.tsx'
import { RelativeTime } from '../../../format/RelativeTime.tsx'
import { visibleText } from '../../../format/visible.ts'

/** What is known of a client certificate once it is stored. Its key went in and never comes out. */
export function StoredCertificate({ certificate }: { certificate: NonNullable<Webhook['clientCertificate']> }) {
  const { subject, validTo, updatedAt } = certificate
  return (
    <KeyValue
      rows={[
        { label: 'Certificate of', value: visibleText(subject), mono: true },
        { label: 'Valid until', value: <ExpiryWords validTo={validTo} /> },
        {
          label: 'Key',
          value: (
            <>
              •••• set <RelativeTime at={updatedAt} />
            </>
          ),
        },
      ]}
    />
  )
}
