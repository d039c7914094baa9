import type { SecretsOptions } from '../../../main/settings/secrets.ts'

type Backend = ReturnType<SecretsOptions['safeStorage']['getSelectedStorageBackend']>

/** Behaves as Electron does on Linux: basic_text counts as available only after setUsePlainTextEncryption. */
export function makeFakeSafeStorage(start: { backend: Backend; available?: boolean }) {
  const state = { backend: start.backend, available: start.available ?? true, plainText: false }
  const usable = () => state.available && (state.backend !== 'basic_text' || state.plainText)
  const prefix = () => `${state.backend}:`
  return {
    state,
    isEncryptionAvailable: usable,
    getSelectedStorageBackend: () => state.backend,
    setUsePlainTextEncryption: (use: boolean) => void (state.plainText = use),
    encryptString: (text: string) => {
      if (!usable()) throw new Error('Encryption is not available.')
      return Buffer.from(prefix() + text)
    },
    decryptString: (bytes: Buffer) => {
      const text = bytes.toString()
      // Chromium opens what basic_text wrapped under any backend: that password is in its source.
      const known = [prefix(), 'basic_text:'].find((mark) => text.startsWith(mark))
      if (!usable() || known === undefined) throw new Error('Error while decrypting.')
      return text.slice(known.length)
    },
  }
}
