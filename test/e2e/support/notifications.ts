import type { ElectronApplication } from '@playwright/test'

type Shown = { title: string; body: string; emit: (event: 'click') => void }

/** Keeps what the app has the system show, in place of showing it. */
export const keepNotifications = (electron: ElectronApplication) =>
  electron.evaluate(({ Notification }) => {
    const shown: Shown[] = []
    Reflect.set(globalThis, 'shownNotifications', shown)
    Reflect.set(Notification.prototype, 'show', function show(this: Shown) {
      shown.push(this)
    })
  })

export const titles = (electron: ElectronApplication) =>
  electron.evaluate(() => (Reflect.get(globalThis, 'shownNotifications') as Shown[]).map(({ title }) => title))

export const click = (electron: ElectronApplication, index: number) =>
  electron.evaluate(
    (_modules, at) => (Reflect.get(globalThis, 'shownNotifications') as Shown[])[at]?.emit('click'),
    index,
  )
