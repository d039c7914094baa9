import type { ReactNode } from 'react'
import { unreadableFilter } from '../../../preload/contract/filter.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { ExpiryNotes } from './ExpiryNotes.tsx'
import { WaitingLine } from './WaitingLine.tsx'
import { waitingReason } from './waiting.ts'
import styles from './WebhookDetail.module.css'
import { WebhookStatus } from './WebhookStatus.tsx'

/** The status, since when, and what will happen next. */
export function WebhookOutlook({ webhook }: { webhook: Webhook }) {
  const network = useMirror((state) => state.network)
  // The line below says what comes first.
  const isSending = waitingReason(webhook, network) === null
  return (
    <div className={styles['status']}>
      <p>
        <WebhookStatus webhook={webhook} />
      </p>
      <p className={styles['quiet']}>
        Changed <RelativeTime at={webhook.status.since} />. {isSending && next(webhook)}
      </p>
      <WaitingLine webhook={webhook} />
      <ExpiryNotes webhook={webhook} />
    </div>
  )
}

function next({ status, nextAttemptAt, pending }: Webhook): ReactNode {
  switch (status.kind) {
    case 'active':
      return 'New events are sent at once.'
    case 'warning':
      // The filter is all there is to warn of.
      if (status.reason === unreadableFilter) return 'New events of its types are sent at once.'
      if (nextAttemptAt === null && pending === 0)
        return 'No attempt is planned. What was not delivered can be redelivered under its deliveries.'
      return `It goes on trying. If all ${status.of} attempts fail and nothing else gets through, the webhook is disabled.`
    case 'disabled':
      if (status.by === 'user') return 'Nothing is sent. Its events are held until you enable it.'
      if (status.by === 'gone')
        return 'The receiver said that it is gone for good. Edit the URL, then enable the webhook and send a test.'
      return 'Nothing is sent, its events are held. Solve the cause, then enable the webhook and send a test.'
  }
}
