import type { NotificationConstructorOptions } from 'electron'
import type { Notification } from '../notices/desktop-words.ts'
import type { ShowNotification } from '../notices/desktop.ts'

/** The part of Electron's Notification that is used. */
export type NativeNotification = {
  on(event: 'click' | 'close', listener: () => void): unknown
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
export function makeShowNotification({ isSupported, create, open }: Parts): ShowNotification {
  // Without a reference they are collected, and no click arrives.
  const kept = new Set<NativeNotification>()
  return ({ title, body, place }, clicked) => {
    if (!isSupported()) return false
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
    notification.show()
    return true
  }
}
