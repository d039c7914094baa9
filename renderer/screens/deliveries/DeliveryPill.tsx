import type { ReactNode } from 'react'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import { StatusPill } from '../../components/StatusPill.tsx'
import { deliveryWords } from '../../format/delivery-state.ts'

type DeliveryPillProps = { of: Pick<Delivery, 'state' | 'lastCode'>; children?: ReactNode; oneLine?: boolean }

/** The state of a delivery: word, shape and colour, the reason behind it. */
export function DeliveryPill({ of, children, oneLine = false }: DeliveryPillProps) {
  return (
    <StatusPill {...deliveryWords(of)} oneLine={oneLine}>
      {children}
    </StatusPill>
  )
}
