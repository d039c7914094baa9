import { useState } from 'react'
import type { Attempt, DeliveryDetail } from '../../../preload/contract/delivery.ts'
import { call } from '../../bridge.ts'
import { Banner } from '../../components/Banner.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import type { MirrorState } from '../../stores/mirror.ts'
import { useRefreshed } from '../../stores/use-refreshed.ts'
import { AttemptDetail } from './AttemptDetail.tsx'
import { Attempts } from './Attempts.tsx'
import { DeliveryHeader } from './DeliveryHeader.tsx'
import styles from './DeliveryPanel.module.css'

const load = (id: string) => call('deliveries.get', { id })
const isTouched = ({ deliveries }: MirrorState['touched'], id: string) => deliveries.some((row) => row.id === id)

export function DeliveryPanel({ id }: { id: string }) {
  const { value, failure } = useRefreshed(id, load, isTouched)
  if (failure !== null)
    return (
      <Banner tone="warn" next={failure}>
        This delivery could not be read
      </Banner>
    )
  if (value === null) return <Skeleton rows={6} label="The delivery is being read" />
  return <Detail detail={value} />
}

function Detail({ detail }: { detail: DeliveryDetail }) {
  // Until one is chosen, the newest attempt is shown, also when a newer one comes.
  const [chosenNumber, choose] = useState<number | null>(null)
  const { delivery, event, attempts, planned } = detail
  const chosen: Attempt | undefined = attempts.find(({ number }) => number === chosenNumber) ?? attempts.at(-1)

  return (
    <div className={styles['panel']}>
      <DeliveryHeader delivery={delivery} />
      {(attempts.length > 0 || planned.length > 0) && (
        <Attempts attempts={attempts} planned={planned} chosen={chosen?.number ?? null} onChoose={choose} />
      )}
      <AttemptDetail deliveryId={delivery.id} attempt={chosen} event={event} />
    </div>
  )
}
