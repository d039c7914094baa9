import type { ScreenName } from '../stores/view.ts'

/** `key`: of Ctrl+1 to Ctrl+9, as far as they go. */
export type Place = { screen: ScreenName; title: string; key: string | null }

/** Where the analyst can go, in the order of the sidebar and of Ctrl+1, Ctrl+2, … */
export const logs: readonly Place[] = [
  { screen: 'deliveries', title: 'Deliveries', key: '1' },
  { screen: 'events', title: 'Events', key: '2' },
  { screen: 'webhooks', title: 'Webhooks', key: '3' },
  { screen: 'agents', title: 'Agents', key: '4' },
  { screen: 'rules', title: 'Rules', key: '5' },
  { screen: 'sources', title: 'Sources', key: '6' },
  { screen: 'notices', title: 'Notices', key: '7' },
]

export const settings: readonly Place[] = [
  { screen: 'delivery', title: 'Delivery', key: '8' },
  { screen: 'network', title: 'Network', key: '9' },
  { screen: 'email', title: 'E-mail', key: null },
  { screen: 'desktop', title: 'Desktop notices', key: null },
  { screen: 'background', title: 'Background', key: null },
  { screen: 'storage', title: 'Storage', key: null },
  { screen: 'appearance', title: 'Appearance', key: null },
  { screen: 'about', title: 'About', key: null },
]

export const places: readonly Place[] = [...logs, ...settings]
