import { EventEmitter } from 'node:events'
import { say } from '../log.ts'
import { createEvent } from './events.ts'
import { loud } from './loud.ts'

/** Native dialogs cannot be shown: they answer as if the user had cancelled, and say so. Tests replace them. */
const cancelled = <T>(name: string, answer: T) => {
  say(`dialog.${name} is answered with "cancel"`)
  return Promise.resolve(answer)
}

type Boxed = Electron.MessageBoxOptions | Electron.BaseWindow

export const dialog = loud('dialog', {
  showErrorBox: (title: string, content: string) => say(`${title}\n${content}`),
  showMessageBox: async (first: Boxed, second?: Electron.MessageBoxOptions) => {
    const options = second ?? (first as Electron.MessageBoxOptions)
    const response = options.cancelId ?? options.defaultId ?? 0
    return await cancelled('showMessageBox', { response, checkboxChecked: options.checkboxChecked ?? false })
  },
  showOpenDialog: async () => await cancelled('showOpenDialog', { canceled: true, filePaths: [] }),
  showSaveDialog: async () => await cancelled('showSaveDialog', { canceled: true, filePath: '' }),
} satisfies Partial<Record<keyof Electron.Dialog, unknown>>)

export const shell = loud('shell', {
  openExternal: async (url) => await Promise.resolve(say(`would open ${url}`)),
  openPath: async (path) => {
    say(`would open ${path}`)
    return await Promise.resolve('')
  },
  showItemInFolder: (path) => say(`would show ${path}`),
  beep: () => {},
} satisfies Partial<Electron.Shell>)

export const powerMonitor = loud(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleState: () => 'active',
    getSystemIdleTime: () => 0,
    isOnBatteryPower: () => false,
  } satisfies Partial<Electron.PowerMonitor>),
)

let lastBlocker = 0
const blockers = new Set<number>()

export const powerSaveBlocker = loud('powerSaveBlocker', {
  start: () => {
    blockers.add(++lastBlocker)
    return lastBlocker
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
} satisfies Partial<Electron.PowerSaveBlocker>)

function createNotification(options: Electron.NotificationConstructorOptions = {}) {
  const events = new EventEmitter()
  const methods = {
    title: options.title ?? '',
    body: options.body ?? '',
    show: () => {
      say(`notification: ${methods.title} – ${methods.body}`)
      setImmediate(() => events.emit('show', createEvent()))
    },
    close: () => void setImmediate(() => events.emit('close', createEvent())),
  } satisfies Partial<Electron.Notification>
  return loud('Notification', Object.assign(events, methods))
}

export const Notification = Object.assign(
  function Notification(options?: Electron.NotificationConstructorOptions) {
    return createNotification(options)
  },
  { isSupported: () => true } satisfies Partial<typeof Electron.Notification>,
)
