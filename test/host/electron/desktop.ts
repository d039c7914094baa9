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

/** There is no desktop here: what would be shown is said. A test may replace `show` of the prototype, as in Electron. */
class HostNotification extends EventEmitter {
  title: string
  body: string
  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
    // oxlint-disable-next-line no-constructor-return -- what the host has nothing of fails with its name
    return loud('Notification', this)
  }
  show() {
    say(`notification: ${this.title} – ${this.body}`)
    setImmediate(() => this.emit('show', createEvent()))
  }
  close() {
    setImmediate(() => this.emit('close', createEvent()))
  }
  static isSupported = () => true
}

export { HostNotification as Notification }
