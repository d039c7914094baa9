import { z } from 'zod'
import type { Problem } from '../../preload/contract/changes.ts'
import type { Secrets } from '../engine/effects.ts'

/** Each secret among the settings, and what to say where it can't be read. */
const known = {
  proxyPassword: {
    message: 'The password of the proxy can’t be read, so the proxy is used without it.',
    next: 'Enter it again in Settings → Network.',
  },
  emailSecret: {
    message: 'The password of the mail server can’t be read, so mails wait.',
    next: 'Enter it again in Settings → E-mail.',
  },
  emailProxyPassword: {
    message: 'The password of the proxy for mail can’t be read, so the proxy is used without it.',
    next: 'Enter it again in Settings → E-mail.',
  },
}
export type SettingSecret = keyof typeof known

/** Sealed texts, base64: they lie in the settings file, apart from what the page sees. */
export const sealedSchema = z.strictObject({
  proxyPassword: z.base64().optional(),
  emailSecret: z.base64().optional(),
  emailProxyPassword: z.base64().optional(),
}) satisfies z.ZodType<Partial<Record<SettingSecret, string | undefined>>>
export type Sealed = z.infer<typeof sealedSchema>

/** Secrets among the settings, sealed and opened. */
export function openSettingSecrets(secrets: Secrets) {
  const unreadable = new Set<SettingSecret>()

  function set(sealed: Sealed, name: SettingSecret, text: string): Sealed {
    const { [name]: _before, ...rest } = sealed
    const next = text === '' ? rest : { ...rest, [name]: toBase64(secrets.seal(text, contextOf(name))) }
    unreadable.delete(name)
    return next
  }

  return {
    /** `sealed` with these set, or, by '', forgotten. Throws where the secret store can't seal one. */
    setAll: (sealed: Sealed, texts: Partial<Record<SettingSecret, string>>): Sealed =>
      sealedSchema.keyof().options.reduce((next, name) => {
        const text = texts[name]
        return text === undefined ? next : set(next, name, text)
      }, sealed),
    /** '' where there is none, null where it can't be read; then there is a problem to show. */
    read(sealed: Sealed, name: SettingSecret): string | null {
      const text = sealed[name]
      unreadable.delete(name)
      if (text === undefined) return ''
      try {
        return secrets.unseal(Buffer.from(text, 'base64'), contextOf(name))
      } catch {
        unreadable.add(name)
        return null
      }
    },
    problems: (): Problem[] => [...unreadable].map((name) => ({ id: `settings-${name}`, ...known[name] })),
  }
}

const contextOf = (name: SettingSecret) => `settings/${name}`
const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
