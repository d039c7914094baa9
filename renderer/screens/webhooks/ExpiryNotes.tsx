import type { Webhook } from '../../../preload/contract/webhook.ts'
import { expiryOf } from '../../format/expiry.ts'
import { useTimeWords } from '../../format/now.ts'
import styles from './Notes.module.css'

/** Certificates that end soon, while there is time to renew them. */
export function ExpiryNotes({ webhook: { certificate, clientCertificate } }: { webhook: Webhook }) {
  return (
    <>
      {certificate && (
        <ExpiryNote
          validTo={certificate.validTo}
          whose="The receiver's certificate"
          next="Its owner has to renew it, or nothing gets through."
        />
      )}
      {clientCertificate && (
        <ExpiryNote
          validTo={clientCertificate.validTo}
          whose="The client certificate"
          next="Ask for a new one, and put it under TLS in Edit."
        />
      )}
    </>
  )
}

function ExpiryNote({ validTo, whose, next }: { validTo: number; whose: string; next: string }) {
  const words = useTimeWords((now) => expiryOf(validTo, now)?.words ?? '')
  const tone = useTimeWords((now) => expiryOf(validTo, now)?.tone ?? '')
  if (words === '') return null
  return (
    <p className={styles['note']} data-tone={tone}>
      <span className={styles['sign']} aria-hidden="true">
        {tone === 'quiet' ? '○' : '▲'}
      </span>
      <span>
        <span className={styles['what']}>
          {whose} {words}.
        </span>{' '}
        {next}
      </span>
    </p>
  )
}
