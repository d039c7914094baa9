import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'
import { loud } from './loud.ts'
import { registry } from './registry.ts'

const prefix = Buffer.from('v10')
let plainText = false

/**
 * As Electron on a Linux without a keyring, which is also what Playwright's --password-store=basic asks for: the
 * backend is basic_text, and encryption counts as available only after setUsePlainTextEncryption(true).
 * CASTELLAN_HOST_SAFE_STORAGE=on plays a desktop with a keyring, =off one that offers nothing at all.
 */
const forced = () => process.env['CASTELLAN_HOST_SAFE_STORAGE']

function isAvailable(): boolean {
  if (!registry.ready || forced() === 'off') return false
  return forced() === 'on' || plainText
}

/** There is no keyring here, so the key is a file that only the user may read. */
function key(): Buffer {
  const file = join(app.getPath('userData'), 'castellan-host-safe-storage.key')
  try {
    return readFileSync(file)
  } catch {
    const created = randomBytes(32)
    mkdirSync(app.getPath('userData'), { recursive: true })
    writeFileSync(file, created, { mode: 0o600 })
    return created
  }
}

export const safeStorage = loud('safeStorage', {
  isEncryptionAvailable: isAvailable,
  getSelectedStorageBackend: () => {
    if (!registry.ready) return 'unknown'
    return forced() === 'on' ? 'gnome_libsecret' : 'basic_text'
  },
  setUsePlainTextEncryption: (use) => {
    plainText = use
  },
  encryptString: (text) => {
    if (!isAvailable()) {
      throw new Error(
        'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
      )
    }
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    return Buffer.concat([prefix, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  decryptString: (encrypted) => {
    const failed = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
    if (!isAvailable()) throw new Error(`${failed} Decryption is not available.`)
    if (!encrypted.subarray(0, 3).equals(prefix)) throw new Error(failed)
    try {
      const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15))
      decipher.setAuthTag(encrypted.subarray(-16))
      return Buffer.concat([decipher.update(encrypted.subarray(15, -16)), decipher.final()]).toString('utf8')
    } catch (cause) {
      throw new Error(failed, { cause })
    }
  },
} satisfies Partial<Electron.SafeStorage>)
