import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { dateWords } from '../../../format/time.ts'
import { visibleText } from '../../../format/visible.ts'
import styles from './parts.module.css'

/** What the receiver showed at the last connection: to compare with what one is about to trust. */
export function LastCertificate({ certificate }: { certificate: NonNullable<Webhook['certificate']> }) {
  const { subject, issuer, validTo } = certificate
  return (
    <p className={styles['note']}>
      At the last connection the receiver showed a certificate of {visibleText(subject)}, issued by{' '}
      {visibleText(issuer)}, valid until {dateWords(validTo)}.
    </p>
  )
}
