import type { NotificationConstructorOptions } from 'electron'
import type { Notification } from '../notices/desktop-words.ts'
import type { Notifier } from '../notices/notifier.ts'

/** The part of Electron's Notification that is used. */
export type NativeNotification = {
  on(event: 'click' | 'close', listener: () => void): unknown
  /** Told of on Windows alone. */
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown
  show(): void
}

type Parts = {
  isSupported: () => boolean
  create: (options: NotificationConstructorOptions) => NativeNotification
  open: (place: Notification['place']) => void
}

// Some desktops never tell that one was closed.
const mostKept = 50

/** Shows notifications of the system. A click opens the thing; it may come long after. */
export function openNotifier({ isSupported, create, open }: Parts): Notifier {
  // Without a reference they are collected, and no click arrives.
  const kept = new Set<NativeNotification>()
  const show: Notifier['show'] = ({ title, body, place }, { clicked, failed }) => {
    const notification = create({ title, body })
    const [oldest] = kept
    if (kept.size >= mostKept && oldest) kept.delete(oldest)
    kept.add(notification)
    notification.on('close', () => void kept.delete(notification))
    notification.on('click', () => {
      kept.delete(notification)
      clicked()
      open(place)
    })
    notification.on('failed', (_event, error) => {
      kept.delete(notification)
      failed(error)
    })
    notification.show()
  }
  return { isSupported, show }
}
