import type { ScreenName } from '../stores/view.ts'

export type Place = { screen: ScreenName; title: string; key: string }

/** Where the analyst can go, in the order of the sidebar and of Ctrl+1, Ctrl+2, … */
export const logs: readonly Place[] = [
  { screen: 'deliveries', title: 'Deliveries', key: '1' },
  { screen: 'events', title: 'Events', key: '2' },
]

export const settings: readonly Place[] = [
  { screen: 'webhooks', title: 'Webhooks', key: '3' },
  { screen: 'delivery', title: 'Delivery', key: '4' },
  { screen: 'network', title: 'Network', key: '5' },
  { screen: 'storage', title: 'Storage', key: '6' },
  { screen: 'appearance', title: 'Appearance', key: '7' },
  { screen: 'about', title: 'About', key: '8' },
]

export const places: readonly Place[] = [...logs, ...settings]
