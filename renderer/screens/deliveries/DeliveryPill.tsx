import type { ReactNode } from 'react'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import { StatusPill } from '../../components/StatusPill.tsx'
import { deliveryWords } from '../../format/delivery-state.ts'

type DeliveryPillProps = {
  of: Pick<Delivery, 'state' | 'lastCode'>
  /** The receiver's name, where there is room for it. */
  by?: string | undefined
  children?: ReactNode
  oneLine?: boolean
}

/** The state of a delivery: word, shape and colour, the reason behind it. */
export function DeliveryPill({ of, by, children, oneLine = false }: DeliveryPillProps) {
  return (
    <StatusPill {...deliveryWords(of, by)} oneLine={oneLine}>
      {children}
    </StatusPill>
  )
}
