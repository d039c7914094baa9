import type { EventType } from '../../preload/contract/event.ts'

/** For a row, where the full names would not fit. */
export const shortEventNames: Record<EventType, string> = {
  'security.critical': 'Critical',
  'security.high': 'High',
  'agent.offline': 'Offline',
  'agent.online': 'Online',
  'alert.triggered': 'Alert',
}
