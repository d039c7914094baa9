import { type Delivery, mostAttempts } from '../../../preload/contract/delivery.ts'
import { eventTypeNames } from '../../../preload/contract/event.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { PanelHeader } from '../../components/PanelHeader.tsx'
import { Countdown } from '../../format/Countdown.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { useMirror } from '../../stores/mirror.ts'
import { closeDelivery, openEvent, openWebhook } from '../../stores/view.ts'
import { waitingMark } from '../webhooks/marks.ts'
import { DeliveryActions } from './DeliveryActions.tsx'
import styles from './DeliveryHeader.module.css'
import { DeliveryPill } from './DeliveryPill.tsx'
import { heldWords } from './selectors.ts'
import { WebhookName } from './WebhookName.tsx'

export function DeliveryHeader({ delivery }: { delivery: Delivery }) {
  const { webhookId, webhookName, eventId, eventType, title } = delivery
  const webhook = useMirror((mirror) => mirror.webhooks[webhookId])
  const by = useMirror((mirror) => mirror.receivers.find(({ kind }) => kind === webhook?.receiver)?.name)
  return (
    <div className={styles['header']}>
      <PanelHeader title={visibleText(title)} closeLabel="Close the delivery" onClose={closeDelivery} />
      <p className={styles['route']}>
        <button type="button" className={styles['link']} onClick={() => openEvent(eventId)}>
          {eventTypeNames[eventType]}
        </button>
        {' → '}
        {webhook ? (
          <button type="button" className={styles['link']} onClick={() => openWebhook(webhookId)}>
            <WebhookName delivery={delivery} />
          </button>
        ) : (
          `${webhookName} (deleted)`
        )}
      </p>
      <p>
        <DeliveryPill of={delivery} by={by}>
          <StateReason delivery={delivery} webhook={webhook} />
        </DeliveryPill>
      </p>
      <DeliveryActions delivery={delivery} webhook={webhook} />
    </div>
  )
}

function StateReason({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const { state, attempts, nextAttemptAt, lastWhat, changedAt } = delivery
  const network = useMirror((mirror) => mirror.network)
  const waiting = webhook ? waitingMark(webhook, network) : ''
  switch (state) {
    case 'queued':
      return waiting === '' ? 'it is sent as soon as its turn comes' : waiting
    case 'sending':
      return 'a request is under way'
    case 'retrying':
      return (
        <>
          {lastWhat ?? 'the last attempt failed'} · attempt {attempts} of {mostAttempts}
          {nextAttemptAt !== null && waiting === '' && (
            <>
              {' · next\u00a0'}
              <Countdown to={nextAttemptAt} />
            </>
          )}
          {waiting !== '' && ` · ${waiting}`}
        </>
      )
    case 'delivered':
      return (
        <>
          {lastWhat ?? 'accepted'} · <RelativeTime at={changedAt} />
        </>
      )
    case 'failed':
      return `${lastWhat ?? 'the last attempt failed'} · no automatic attempt follows`
    case 'held':
      return heldWords(webhook)
    case 'cancelled':
      return 'by you; no automatic attempt follows'
  }
}
