import type { Shown } from '../../preload/contract/changes.ts'

/** What the window is still to be told of: ids only, the views are read when the message goes out. */
export type Touched = {
  webhooks: Set<string>
  deliveries: Set<string>
  events: Set<string>
  agents?: boolean
  rules?: boolean
  settings?: boolean
  problems?: boolean
  network?: boolean
  sources?: boolean
  mails?: boolean
  notices?: boolean
  show?: Shown
}

export const nothing = (): Touched => ({ webhooks: new Set(), deliveries: new Set(), events: new Set() })

export const rowsOf = ({ webhooks, deliveries, events }: Touched) => webhooks.size + deliveries.size + events.size

/** Parts that are told whole. */
export const wholeParts = ['agents', 'rules', 'settings', 'problems', 'network', 'sources', 'mails', 'notices'] as const

export const isNothing = (touched: Touched) =>
  rowsOf(touched) === 0 && wholeParts.every((part) => !touched[part]) && touched.show === undefined

/** Up to `most` rows of it and all that is no row, and what is left then. */
export function takePart({ webhooks, deliveries, events, ...others }: Touched, most: number): [Touched, Touched] {
  let left = most
  const split = (ids: Set<string>): [Set<string>, Set<string>] => {
    const all = [...ids]
    const taken = all.slice(0, left)
    left -= taken.length
    return [new Set(taken), new Set(all.slice(taken.length))]
  }
  const [someWebhooks, moreWebhooks] = split(webhooks)
  const [someDeliveries, moreDeliveries] = split(deliveries)
  const [someEvents, moreEvents] = split(events)
  return [
    { ...others, webhooks: someWebhooks, deliveries: someDeliveries, events: someEvents },
    { webhooks: moreWebhooks, deliveries: moreDeliveries, events: moreEvents },
  ]
}
