import type { Webhook } from '../../../preload/contract/webhook.ts'
import { KeyValue } from '../../components/KeyValue.tsx'
import { addressClassWords } from '../../format/address-class.ts'
import { ExpiryWords } from '../../format/ExpiryWords.tsx'
import { visibleText } from '../../format/visible.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './WebhookDetail.module.css'

/** How it gets there: which way, whom it trusts, and how it proves who it is. */
export function ConnectionFacts({ webhook }: { webhook: Webhook }) {
  const { addressClass, caCertificate, certificate, clientCertificate, pins } = webhook
  return (
    <section className={styles['section']} aria-label="Connection">
      <h3 className={styles['title']}>Connection</h3>
      <KeyValue
        rows={[
          {
            label: 'Address',
            value: addressClass === null ? 'Not looked up yet' : addressClassWords[addressClass],
          },
          { label: 'Proxy', value: <Proxy proxy={webhook.proxy} /> },
          ...(certificate === null
            ? []
            : [
                { label: 'Certificate of', value: visibleText(certificate.subject), mono: true },
                { label: 'Issued by', value: visibleText(certificate.issuer) },
                { label: 'Valid until', value: <ExpiryWords validTo={certificate.validTo} /> },
              ]),
          {
            label: 'Trusted CAs',
            value: caCertificate === null ? 'The well-known ones' : 'Its own and the well-known ones',
          },
          ...(pins.length === 0 ? [] : [{ label: 'Pinned keys', value: pins.join('\n'), mono: true }]),
          ...(clientCertificate === null
            ? []
            : [
                { label: 'Client certificate', value: visibleText(clientCertificate.subject), mono: true },
                { label: 'It is valid until', value: <ExpiryWords validTo={clientCertificate.validTo} /> },
              ]),
        ]}
      />
    </section>
  )
}

function Proxy({ proxy }: Pick<Webhook, 'proxy'>) {
  const settings = useMirror((state) => state.settings.proxy)
  if (proxy.kind === 'manual') return `${proxy.url}, its own`
  if (proxy.kind === 'none') return 'None'
  if (settings.mode === 'manual') return `${settings.url}, as in Settings`
  return settings.mode === 'system' ? 'That of the system, as in Settings' : 'None, as in Settings'
}
