import type { ReactNode } from 'react'
import type { DeliveryState } from '../../../preload/contract/delivery.ts'
import { StatusPill } from '../../components/StatusPill.tsx'
import { deliveryStateWords } from '../../format/delivery-state.ts'

type DeliveryPillProps = { state: DeliveryState; children?: ReactNode; oneLine?: boolean }

/** The state of a delivery: word, shape and colour, the reason behind it. */
export function DeliveryPill({ state, children, oneLine = false }: DeliveryPillProps) {
  return (
    <StatusPill {...deliveryStateWords[state]} oneLine={oneLine}>
      {children}
    </StatusPill>
  )
}
