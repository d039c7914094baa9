import { electronVersion } from '../electron-package.ts'
import { createPaths } from './app-paths.ts'
import { createEvent } from './events.ts'
import { appEvents, exit, quit } from './lifecycle.ts'
import { loud } from './loud.ts'
import { registry } from './registry.ts'
import { hasSingleInstanceLock, releaseSingleInstanceLock, requestSingleInstanceLock } from './single-instance.ts'

const identity = { version: electronVersion, folder: process.cwd() }
const named = Object.assign(appEvents, { name: 'Electron' })
const whenReady = Promise.withResolvers<void>()
let badge = 0

function locale(): string {
  const given = process.env['LC_ALL'] ?? process.env['LANG'] ?? ''
  const tag = given.split('.')[0]?.replace('_', '-') ?? ''
  return registry.switches.get('lang') ?? (/^[a-z]{2,3}\b/.test(tag) ? tag : 'en-US')
}

const commandLine = loud('app.commandLine', {
  appendSwitch: (name, value = '') => void registry.switches.set(name.replace(/^--/, ''), value),
  hasSwitch: (name) => registry.switches.has(name),
  getSwitchValue: (name) => registry.switches.get(name) ?? '',
  removeSwitch: (name) => void registry.switches.delete(name),
} satisfies Partial<Electron.CommandLine>)

const paths = createPaths(() => named.name)

const methods = {
  // On this host there is neither a package nor a dock.
  isPackaged: false as boolean,
  dock: undefined,
  commandLine: commandLine as unknown as Electron.CommandLine,
  whenReady: () => whenReady.promise,
  isReady: () => registry.ready,
  quit,
  exit,
  getName: () => named.name,
  setName: (name) => {
    named.name = name
  },
  getVersion: () => identity.version,
  getAppPath: () => identity.folder,
  getLocale: locale,
  getSystemLocale: locale,
  getPreferredSystemLanguages: () => [locale()],
  ...paths,
  requestSingleInstanceLock: (data) =>
    requestSingleInstanceLock(paths.getPath('userData'), data, (other) => {
      const announce = () => appEvents.emit('second-instance', createEvent(), other.argv, other.cwd, other.data)
      void whenReady.promise.then(announce)
    }),
  hasSingleInstanceLock,
  releaseSingleInstanceLock,
  focus: () => [...registry.windows][0]?.api.focus(),
  setBadgeCount: (count = 0) => {
    badge = count
    return true
  },
  getBadgeCount: () => badge,
  // Nothing to see on this host, and nothing to wait for.
  enableSandbox: () => {},
  setAppUserModelId: () => {},
  setAboutPanelOptions: () => {},
} satisfies Partial<Electron.App>

export const app = loud('app', Object.assign(named, methods))

export function introduceApp(found: { folder: string; name: string | undefined; version: string | undefined }) {
  identity.folder = found.folder
  identity.version = found.version ?? electronVersion
  if (found.name !== undefined) app.setName(found.name)
  const userData = registry.switches.get('user-data-dir')
  if (userData) app.setPath('userData', userData)
}

/** Through the property: Playwright's loader replaces app.emit and app.whenReady to hold the app back. */
export function announceReady() {
  registry.ready = true
  app.emit('will-finish-launching')
  app.emit('ready', createEvent(), {})
  whenReady.resolve()
}
