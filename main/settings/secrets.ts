import type { SafeStorage } from 'electron'
import type { Problem, SecretStorage } from '../../preload/contract/changes.ts'
import { Refusal } from '../refusal.ts'
import { openDataKey } from './data-key.ts'
import { sealText, unsealText } from './seal.ts'
import { SecretUnreadable } from './secret-unreadable.ts'

export type SecretsOptions = {
  keyFile: string
  /** Ask it nothing before the app is ready: on Linux it has no backend until then. */
  safeStorage: Pick<
    SafeStorage,
    | 'isEncryptionAvailable'
    | 'getSelectedStorageBackend'
    | 'setUsePlainTextEncryption'
    | 'encryptString'
    | 'decryptString'
  >
  /** The analyst agreed to keep secrets where no keyring is. */
  acceptWeak: () => boolean
  /** Whether secrets are stored already, so that the key file has to be there. */
  anythingSealed: () => boolean
  platform: NodeJS.Platform
}

/**
 * Seals secrets for the ledger. `context` names the place a secret belongs to, such as `whk_…/signing`: moved to
 * another row, it no longer opens. Protects against other users and stolen disks, not against malware running as you.
 */
export function openSecrets({ keyFile, safeStorage, acceptWeak, anythingSealed, platform }: SecretsOptions) {
  let lastTrouble: string | null = null

  const backend = () =>
    platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'darwin' ? 'keychain' : 'dpapi'
  // SECURITY: basic_text is a password everybody can read in Chromium's source. It must never pass as a keyring, not
  // even once setUsePlainTextEncryption has made it "available".
  const hasKeyring = () =>
    platform === 'linux'
      ? !['basic_text', 'unknown'].includes(backend()) && safeStorage.isEncryptionAvailable()
      : safeStorage.isEncryptionAvailable()
  const dataKey = openDataKey({ keyFile, wrapper: safeStorage, backend, strong: hasKeyring })

  const prepare = () => {
    if (hasKeyring()) return
    if (platform !== 'linux')
      throw new SecretUnreadable(`The ${backend()} of this computer is not available. Unlock it, then restart the app.`)
    // Agreeing to weak storage would not bring back what a keyring holds, so it isn't asked for.
    dataKey.assertSameBackend()
    if (!acceptWeak()) throw new Refusal('weak-secrets', weakWords)
    safeStorage.setUsePlainTextEncryption(true)
  }
  const notingTrouble = <T>(work: () => T): T => {
    try {
      const result = work()
      lastTrouble = null
      return result
    } catch (error) {
      if (error instanceof SecretUnreadable) lastTrouble = error.message
      throw error
    }
  }
  const readKey = () => {
    prepare()
    return dataKey.read()
  }
  const gone = () =>
    new SecretUnreadable(
      `The key file ${keyFile} is gone. Put it back from a backup. If there is none, delete every webhook and make them again: their secrets can’t be opened any more.`,
    )

  return {
    /**
     * Throws Refusal `weak-secrets` until weak storage is agreed to, and SecretUnreadable where there is a key that
     * can't be had: a second key beside it would make the secrets under the first one hopeless.
     */
    seal: (text: string, context: string): Uint8Array =>
      notingTrouble(() => {
        const key = readKey()
        if (!key && anythingSealed()) throw gone()
        return sealText(key ?? dataKey.make(), text, context)
      }),
    /** Throws SecretUnreadable, or Refusal `weak-secrets` where the agreement to weak storage was taken back. */
    unseal: (sealed: Uint8Array, context: string): string =>
      notingTrouble(() => {
        const key = readKey()
        if (!key) throw gone()
        const text = unsealText(key, sealed, context)
        if (text === null) throw new SecretUnreadable('Stored secrets are damaged. Enter them again.')
        return text
      }),
    storage: (): SecretStorage => (platform !== 'linux' || hasKeyring() ? 'keyring' : 'weak'),
    /** What stands in the way of stored secrets, as of the last time one was sealed or opened. */
    problem: (): Problem | null =>
      lastTrouble === null ? null : { id: 'secrets', message: 'Stored secrets can’t be read.', next: lastTrouble },
  }
}

const weakWords =
  'This workstation has no keyring, so secrets would be protected by file permissions only. Install or unlock one (GNOME Keyring or KWallet), or agree to weak storage.'
