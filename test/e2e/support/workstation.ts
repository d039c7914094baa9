import type { App } from './app.ts'

// What happens to a workstation, told to main as Electron tells it.

export const goOffline = ({ electron }: App): Promise<void> =>
  electron.evaluate(({ net }) => {
    Reflect.set(net, 'isOnline', () => false)
  })

/** The network is there again, and the app looks at once, as it does after waking. */
export const goOnline = ({ electron }: App): Promise<void> =>
  electron.evaluate(({ net, powerMonitor }) => {
    Reflect.set(net, 'isOnline', () => true)
    powerMonitor.emit('resume')
  })
