import type { Notification } from './desktop-words.ts'

/**
 * Notifications of the system. `clicked`: the analyst opened it. `failed`: the system refused to show it, which it may
 * say at once or a moment later.
 */
export type Notifier = {
  /** Whether this workstation shows any. */
  isSupported: () => boolean
  show: (notification: Notification, then: { clicked: () => void; failed: (why: string) => void }) => void
}
export const noNotifier: Notifier = { isSupported: () => false, show: () => {} }
