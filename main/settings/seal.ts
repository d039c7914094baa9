import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

// AES-256-GCM: one version byte, 12 bytes of nonce, the ciphertext, 16 bytes of tag.
const version = 1
const nonceLength = 12
const tagLength = 16

/** `context` is bound to the result (as GCM's additional data): it opens only where the same context is given. */
export function sealText(key: Uint8Array, text: string, context: string): Uint8Array {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([Buffer.of(version), nonce, sealed, cipher.getAuthTag()]))
}

/** Answers null where key, context or bytes are not those that were sealed. */
export function unsealText(key: Uint8Array, sealed: Uint8Array, context: string): string | null {
  if (sealed[0] !== version || sealed.length < 1 + nonceLength + tagLength) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(sealed.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, -tagLength)), decipher.final()]).toString(
      'utf8',
    )
  } catch {
    return null
  }
}
