import { call } from '../../bridge.ts'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import type { MirrorState } from '../../stores/mirror.ts'
import { useRefreshed } from '../../stores/use-refreshed.ts'
import { openDelivery } from '../../stores/view.ts'
import { DeliveryPill } from '../deliveries/DeliveryPill.tsx'
import { WebhookName } from '../deliveries/WebhookName.tsx'
import styles from './EventDeliveries.module.css'

const load = (eventId: string) => call('deliveries.page', { limit: 200, filter: { eventId } })
const isTouched = ({ deliveries }: MirrorState['touched'], id: string) => deliveries.some((row) => row.eventId === id)

/** Where an event went, one line per webhook. */
export function EventDeliveries({ eventId }: { eventId: string }) {
  const { value, failure } = useRefreshed(eventId, load, isTouched)
  if (failure !== null) return <p className={styles['quiet']}>{failure}</p>
  if (value === null) return <p className={styles['quiet']}>Reading …</p>
  if (value.length === 0) return <p className={styles['quiet']}>No webhook wanted this event when it came.</p>
  return (
    <ul className={styles['list']}>
      {value.map((delivery) => (
        <li key={delivery.id}>
          <button type="button" className={styles['delivery']} onClick={() => openDelivery(delivery.id)}>
            <span className={styles['webhook']}>
              <WebhookName delivery={delivery} />
            </span>
            <DeliveryPill of={delivery} oneLine>
              {delivery.lastWhat ?? undefined}
            </DeliveryPill>
            <span className={styles['time']}>
              <RelativeTime at={delivery.changedAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
