import { join } from 'node:path'
import Store from 'electron-store'
import { type Settings, type SettingsPatch, settingsSchema } from '../../preload/contract/settings.ts'
import { Refusal } from '../bridge/refusal.ts'
import { inspectSettingsFile, type SettingsFile } from './settings-file.ts'

export type SettingsOptions = {
  /** Absolute. The file in it is settings.json. */
  folder: string
  onChange?: (settings: Settings) => void
  now?: () => number
}
export type SettingsStore = ReturnType<typeof openSettings>

/** Preferences. Read once at the start; each change is on disk before it counts. The ledger holds everything else. */
export function openSettings({ folder, onChange, now = Date.now }: SettingsOptions) {
  const { content, problem, writable } = inspectSettingsFile(join(folder, 'settings.json'), now)
  let current = content
  // SECURITY: settings name hosts and mail addresses of a SOC; other users of the workstation get no look at them.
  const store = writable ? new Store<SettingsFile>({ cwd: folder, name: 'settings', configFileMode: 0o600 }) : null

  const write = (next: SettingsFile) => {
    if (!store || !save(store, next))
      throw new Refusal(
        'unavailable',
        `The settings can’t be written to ${folder}. Check that the disk is not full and that the folder is yours.`,
      )
    current = next
  }

  return {
    problem,
    get: (): Settings => structuredClone(current.settings),
    /** `patch` was parsed at the door. Throws a Refusal where the disk says no; then nothing has changed. */
    update: (patch: SettingsPatch): Settings => {
      const settings = merge(current.settings, patch)
      write({ ...current, settings })
      onChange?.(structuredClone(settings))
      return structuredClone(settings)
    },
    /** Where the window was: main's own preference, of no concern to the page. Unparsed: see shell/window-state.ts. */
    readWindow: (): unknown => current.window,
    /** Not worth an error: without it the window opens at its usual place. */
    writeWindow: (window: unknown): void => {
      if (store && save(store, { ...current, window })) current = { ...current, window }
    },
  }
}

function merge(settings: Settings, patch: SettingsPatch): Settings {
  return settingsSchema.parse({
    appearance: { ...settings.appearance, ...defined(patch.appearance) },
    delivery: { ...settings.delivery, ...defined(patch.delivery) },
    secrets: { ...settings.secrets, ...defined(patch.secrets) },
    proxy: { ...settings.proxy, ...defined(patch.proxy) },
    retention: { ...settings.retention, ...defined(patch.retention) },
  })
}

// A key that is there but undefined means "leave it", not "back to the default".
const defined = (part: object = {}) =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))

function save(store: Store<SettingsFile>, content: SettingsFile): boolean {
  try {
    store.store = content
    return true
  } catch {
    return false
  }
}
