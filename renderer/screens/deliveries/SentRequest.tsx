import type { Sent } from '../../../preload/contract/outcome.ts'
import { Button } from '../../components/Button.tsx'
import { Message } from '../../components/Message.tsx'
import { copyCurl, copyCurlWithSecrets } from '../../copy.ts'
import styles from './SentRequest.module.css'

/** The request of an attempt as it was sent, secrets dotted out, to read and to try again by hand. */
export function SentRequest({ deliveryId, number, sent }: { deliveryId: string; number: number; sent: Sent }) {
  return (
    <div className={styles['request']}>
      <div className={styles['buttons']}>
        <Button small onPress={() => void copyCurl(sent)}>
          Copy as cURL
        </Button>
        <Button small look="quiet" onPress={() => void copyCurlWithSecrets(deliveryId, number)}>
          Copy with secrets…
        </Button>
      </div>
      <Message head={`${sent.method} ${sent.url}`} headers={sent.headers} body={sent.body} />
    </div>
  )
}
