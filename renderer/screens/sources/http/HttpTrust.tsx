import type { HttpSource } from '../../../../preload/contract/source.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { KeyValue } from '../../../components/KeyValue.tsx'
import { copyText } from '../../../copy.ts'
import { dateWords } from '../../../format/time.ts'
import styles from '../SourceCard.module.css'

/** How a sender knows that it speaks to this app. */
export function HttpTrust({ certificate }: { certificate: NonNullable<HttpSource['certificate']> }) {
  const { file, fingerprint, notAfter } = certificate
  return (
    <Disclosure title="Certificate" summary={`Made by this app, until ${dateWords(notAfter)}`}>
      <div className={styles['part']}>
        <p className={styles['quiet']}>
          Have senders trust this file: it stands for localhost and 127.0.0.1 on this workstation and for nothing else.
          Compare the fingerprint where a program asks.
        </p>
        <KeyValue
          rows={[
            { label: 'File', mono: true, value: file },
            { label: 'SHA-256', mono: true, value: fingerprint },
          ]}
        />
        <div className={styles['row']}>
          <Button small onPress={() => void copyText(file, 'The path of the certificate')}>
            Copy path
          </Button>
          <Button small onPress={() => void copyText(fingerprint, 'The fingerprint')}>
            Copy fingerprint
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}
