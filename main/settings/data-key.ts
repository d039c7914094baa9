import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { SecretUnreadable } from './secret-unreadable.ts'
import { writePrivate } from './write-private.ts'

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  /** Who wrapped it: `keychain`, `dpapi`, or the Linux backend of safeStorage. */
  backend: z.string(),
  wrapped: z.base64(),
})

export type KeyWrapper = Pick<SafeStorage, 'encryptString' | 'decryptString'>
export type DataKeyOptions = {
  keyFile: string
  wrapper: KeyWrapper
  /** The backend that would wrap a key now. */
  backend: () => string
  /** True where `backend` is a keyring of the system. */
  strong: () => boolean
}

/** The 256-bit key all secrets are sealed with. It lies in `keyFile`, wrapped by the system's keyring. */
export function openDataKey({ keyFile, wrapper, backend, strong }: DataKeyOptions) {
  let key: Buffer | null = null

  const wrap = (fresh: Buffer) => {
    const wrapped = wrapper.encryptString(fresh.toString('base64'))
    // Read back before the old file goes: a wrapping nobody can open would cost every secret.
    if (!unwrap(wrapper, wrapped)?.equals(fresh)) throw new Error('the keyring did not keep the key')
    writePrivate(
      keyFile,
      `${JSON.stringify({ version: 1, backend: backend(), wrapped: wrapped.toString('base64') })}\n`,
    )
  }

  return {
    /** Throws SecretUnreadable where there is a file and it gives no key. The file is then left as it is. */
    read: (): Buffer | null => {
      if (key) return key
      const stored = readKeyFile(keyFile)
      if (!stored) return null
      const unwrapped = unwrap(wrapper, Buffer.from(stored.wrapped, 'base64'))
      if (!unwrapped) throw new SecretUnreadable(wordsForUnwrap(keyFile, stored.backend, backend()))
      key = unwrapped
      // A keyring has come since: without this, secrets would stay weak while the app calls them safe.
      if (stored.backend !== backend() && strong()) tryTo(() => wrap(unwrapped))
      return key
    },
    /** Only after `read` answered null. */
    make: (): Buffer => {
      const fresh = randomBytes(32)
      if (!tryTo(() => wrap(fresh)))
        throw new SecretUnreadable(
          `The key for your secrets can’t be kept in ${keyFile}. Check the keyring, the free disk space and that the folder is yours. Nothing was stored.`,
        )
      return (key = fresh)
    },
    /** Throws SecretUnreadable where the key was wrapped by another backend than today's. */
    assertSameBackend: (): void => {
      const stored = key ? null : readKeyFile(keyFile)
      if (stored && stored.backend !== backend())
        throw new SecretUnreadable(wordsForUnwrap(keyFile, stored.backend, backend()))
    },
  }
}

function tryTo(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function readKeyFile(path: string) {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new SecretUnreadable(`The key file ${path} can’t be opened. Make it readable for you, then try again.`)
  }
  const parsed = parseKeyFile(text)
  if (parsed) return parsed
  throw new SecretUnreadable(
    `The key file ${path} is damaged. Put it back from a backup. If there is none, move it away, restart the app and enter the secrets again.`,
  )
}

function parseKeyFile(text: string) {
  try {
    return keyFileSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function unwrap(wrapper: KeyWrapper, wrapped: Buffer): Buffer | null {
  try {
    const key = Buffer.from(wrapper.decryptString(wrapped), 'base64')
    return key.length === 32 ? key : null
  } catch {
    return null
  }
}

const wordsForUnwrap = (path: string, then: string, now: string) =>
  then === now
    ? `The keyring (${now}) does not open the key of your secrets. Unlock it, or sign in as the user who stored them, then try again. The key is kept in ${path}.`
    : `Your secrets were stored with ${then}, but this session uses ${now}. Start the app in the desktop session you used before. The key is kept in ${path}.`
