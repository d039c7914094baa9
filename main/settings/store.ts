import { join } from 'node:path'
import Store from 'electron-store'
import { type Settings, type SettingsPatch, settingsSchema } from '../../preload/contract/settings.ts'
import type { Problem } from '../../preload/contract/changes.ts'
import { Refusal } from '../refusal.ts'
import type { Secrets } from '../engine/effects.ts'
import type { OwnPatch } from './own-patch.ts'
import type { EmailPatch } from '../../preload/contract/email.ts'
import type { MailAccount } from '../notices/mail-account.ts'
import { checkEmail } from './check-email.ts'
import { newSecrets, stampSecrets } from './new-secrets.ts'
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
    /** How mail is sent, its secrets opened. */
    email: (): MailAccount => ({
      ...current.settings.email,
      secret: settingSecrets.read(current.sealed, 'emailSecret'),
      proxyPassword: settingSecrets.read(current.sealed, 'emailProxyPassword') ?? '',
    }),
    /** The same as it would be with these changes. Throws a Refusal at the fields that lack something. */
    emailWith: (patch: EmailPatch): MailAccount => {
      const { emailSecret, emailProxyPassword } = newSecrets(current.settings, { email: patch })
      const { email } = merge(current.settings, { email: patch })
      const secret = emailSecret ?? settingSecrets.read(current.sealed, 'emailSecret')
      checkEmail(email, secret !== '')
      const ofProxy = emailProxyPassword ?? settingSecrets.read(current.sealed, 'emailProxyPassword')
      return { ...email, secret, proxyPassword: ofProxy ?? '' }
    },
    /** Whether a secret is among them, so that the key it was sealed with has to be there. */
    anythingSealed: (): boolean => Object.keys(current.sealed).length > 0,
    /**
     * `patch` was parsed at the door. Throws a Refusal where a manual proxy lacks its address, where the disk says no, or
     * where no secret can be kept; then nothing has changed.
     */
    update: (patch: OwnPatch): Settings => {
      checkProxy(current.settings.proxy, patch.proxy)
      const given = newSecrets(current.settings, patch)
      const settings = merge(current.settings, patch)
      stampSecrets(settings, given, now())
      if (settings.email.enabled) checkEmail(settings.email, settings.email.secretUpdatedAt !== null)
      write({ ...current, settings, sealed: settingSecrets.setAll(current.sealed, given) })
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

function merge(settings: Settings, patch: OwnPatch): Settings {
  const { password: _password, ...proxy } = patch.proxy ?? {}
  const { secret: _secret, proxyPassword: _proxyPassword, ...email } = patch.email ?? {}
  return settingsSchema.parse({
    appearance: { ...settings.appearance, ...defined(patch.appearance) },
    delivery: { ...settings.delivery, ...defined(patch.delivery) },
    secrets: { ...settings.secrets, ...defined(patch.secrets) },
    proxy: { ...settings.proxy, ...defined(proxy) },
    sources: {
      http: { ...settings.sources.http, ...defined(patch.sources?.http) },
      folder: { ...settings.sources.folder, ...defined(patch.sources?.folder) },
    },
    email: { ...settings.email, ...defined(email) },
    desktop: { ...settings.desktop, ...defined(patch.desktop) },
    background: { ...settings.background, ...defined(patch.background) },
    retention: { ...settings.retention, ...defined(patch.retention) },
    agents: { ...settings.agents, ...defined(patch.agents) },
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
