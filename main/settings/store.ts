import { join } from 'node:path'
import Store from 'electron-store'
import { type Settings, type SettingsPatch, settingsSchema } from '../../preload/contract/settings.ts'
import type { Problem } from '../../preload/contract/changes.ts'
import { Refusal } from '../bridge/refusal.ts'
import type { Secrets } from '../engine/effects.ts'
import { openSettingSecrets } from './setting-secrets.ts'
import { inspectSettingsFile, type SettingsFile } from './settings-file.ts'

export type SettingsOptions = {
  /** Absolute. The file in it is settings.json. */
  folder: string
  /** Seals the few settings that are secret. Not asked before the first one is read or written. */
  secrets: Secrets
  onChange?: (settings: Settings) => void
  now?: () => number
}
export type SettingsStore = ReturnType<typeof openSettings>

/** Preferences. Read once at the start; each change is on disk before it counts. The ledger holds everything else. */
export function openSettings({ folder, secrets, onChange, now = Date.now }: SettingsOptions) {
  const { content, problem, writable } = inspectSettingsFile(join(folder, 'settings.json'), now)
  let current = content
  const settingSecrets = openSettingSecrets(secrets)
  /** Opened once until the settings change; null where it was not opened yet, or could not be. */
  let proxyPassword: string | null = null
  // SECURITY: settings name hosts and mail addresses of a SOC; other users of the workstation get no look at them.
  const store = writable ? new Store<SettingsFile>({ cwd: folder, name: 'settings', configFileMode: 0o600 }) : null

  const write = (next: SettingsFile) => {
    if (!store || !save(store, next))
      throw new Refusal(
        'unavailable',
        `The settings can’t be written to ${folder}. Check that the disk is not full and that the folder is yours.`,
      )
    current = next
    proxyPassword = null
  }

  return {
    problems: (): Problem[] => [...(problem ? [problem] : []), ...settingSecrets.problems()],
    get: (): Settings => structuredClone(current.settings),
    /** The proxy of the settings, its password opened: '' where there is none, or where it can't be read. */
    proxy: () => {
      proxyPassword ??= settingSecrets.read(current.sealed, 'proxyPassword')
      return { ...current.settings.proxy, password: proxyPassword ?? '' }
    },
    /** Whether a secret is among them, so that the key it was sealed with has to be there. */
    anythingSealed: (): boolean => Object.keys(current.sealed).length > 0,
    /**
     * `patch` was parsed at the door. Throws a Refusal where a manual proxy lacks its address, where the disk says no, or
     * where no secret can be kept; then nothing has changed.
     */
    update: (patch: SettingsPatch): Settings => {
      checkProxy(current.settings.proxy, patch.proxy)
      const password = newPassword(current.settings.proxy, patch.proxy)
      const sealed = password === null ? current.sealed : settingSecrets.set(current.sealed, 'proxyPassword', password)
      const settings = merge(current.settings, patch)
      if (password !== null) settings.proxy.passwordUpdatedAt = password === '' ? null : now()
      write({ ...current, settings, sealed })
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

function checkProxy(before: Settings['proxy'], patch: SettingsPatch['proxy']): void {
  if (patch === undefined) return
  const { mode = before.mode, url = before.url } = patch
  if (mode !== 'manual' || url !== '') return
  const message = 'Write the address of the proxy, such as http://proxy.example.com:8080.'
  throw new Refusal('invalid', message, { 'proxy.url': message })
}

/** The password a patch leads to: '' is none, null is as it was. */
function newPassword(before: Settings['proxy'], { password, url, mode }: SettingsPatch['proxy'] = {}): string | null {
  if (password !== undefined) return password
  // SECURITY: what was entered for one proxy is not sent to another.
  const moved = (url !== undefined && url !== before.url) || (mode !== undefined && mode !== before.mode)
  return moved ? '' : null
}

function merge(settings: Settings, patch: SettingsPatch): Settings {
  const { password: _password, ...proxy } = patch.proxy ?? {}
  return settingsSchema.parse({
    appearance: { ...settings.appearance, ...defined(patch.appearance) },
    delivery: { ...settings.delivery, ...defined(patch.delivery) },
    secrets: { ...settings.secrets, ...defined(patch.secrets) },
    proxy: { ...settings.proxy, ...defined(proxy) },
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
