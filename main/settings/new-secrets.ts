import type { Settings, SettingsPatch } from '../../preload/contract/settings.ts'
import type { SettingSecret } from './setting-secrets.ts'

/** The secrets a patch sets, and, with '', those it forgets. */
export function newSecrets(before: Settings, patch: SettingsPatch): Partial<Record<SettingSecret, string>> {
  const { proxy, email = {} } = patch
  const changes = {
    // SECURITY: what was entered for one proxy, or one mail server, is not sent to another.
    proxyPassword: proxy?.password ?? forgetIf(moved(before.proxy, proxy, ['url', 'mode'])),
    emailSecret: email.secret ?? forgetIf(moved(before.email, email, ['host', 'port', 'security', 'login', 'user'])),
    emailProxyPassword:
      email.proxyPassword ?? forgetIf(moved(before.email, email, ['proxyMode', 'proxyUrl', 'proxyUser'])),
  }
  const set = Object.entries(changes).filter((entry): entry is [SettingSecret, string] => entry[1] !== null)
  return Object.fromEntries(set)
}

const forgetIf = (isMoved: boolean) => (isMoved ? '' : null)

function moved<T extends object>(before: T, patch: Partial<Record<keyof T, unknown>> = {}, keys: (keyof T)[]): boolean {
  return keys.some((key) => patch[key] !== undefined && patch[key] !== before[key])
}

/** Notes in the settings when each was set; it itself stays apart. */
export function stampSecrets(settings: Settings, changes: ReturnType<typeof newSecrets>, now: number): void {
  const stamp = (text: string) => (text === '' ? null : now)
  const { proxyPassword, emailSecret, emailProxyPassword } = changes
  if (proxyPassword !== undefined) settings.proxy.passwordUpdatedAt = stamp(proxyPassword)
  if (emailSecret !== undefined) settings.email.secretUpdatedAt = stamp(emailSecret)
  if (emailProxyPassword !== undefined) settings.email.proxyPasswordUpdatedAt = stamp(emailProxyPassword)
}
