import { createHash, type X509Certificate } from 'node:crypto'

/** `sha256/` and the base64 of the digest of a certificate's public key (SubjectPublicKeyInfo, as in RFC 7469). */
export function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return `sha256/${createHash('sha256').update(key).digest('base64')}`
}

/** True where no pin is demanded, or some certificate of the chain has a public key that is pinned. */
export const matchesPins = (chain: readonly X509Certificate[], pins: readonly string[]) =>
  pins.length === 0 || chain.some((certificate) => pins.includes(pinOf(certificate)))
