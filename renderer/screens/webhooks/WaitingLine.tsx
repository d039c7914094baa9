import type { Webhook } from '../../../preload/contract/webhook.ts'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { waitingReason } from './waiting.ts'
import styles from './Notes.module.css'

/** Not the receiver's fault, so no warning: what is waited for, and that nothing is lost by it. */
export function WaitingLine({ webhook }: { webhook: Webhook }) {
  const network = useMirror((state) => state.network)
  const reason = waitingReason(webhook, network)
  if (reason === null) return null
  return (
    <p className={styles['note']} role="status">
      <span className={styles['sign']} aria-hidden="true">
        ◷
      </span>
      <span>
        <span className={styles['what']}>{reason}</span>
        {webhook.waiting && (
          <>
            {' · since '}
            <RelativeTime at={webhook.waiting.since} />
          </>
        )}
        {'. '}
        {pendingWords(webhook.pending)} No attempt is counted meanwhile.
      </span>
    </p>
  )
}

function pendingWords(pending: number): string {
  if (pending === 0) return ''
  return pending === 1 ? '1 delivery waits; it is not lost.' : `${pending} deliveries wait; nothing is lost.`
}
