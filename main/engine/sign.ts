import { createHmac, createSecretKey, randomBytes } from 'node:crypto'

/** How long the secret before a rotated one goes on signing. */
export const rotationOverlap = 24 * 60 * 60 * 1000

/** A Standard Webhooks secret: `whsec_` and base64 of 32 random bytes. */
export const makeSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * Makes the headers of the Standard Webhooks specification for one attempt: the id is the same for every attempt of a
 * delivery, the time (ms) is this attempt's, and each secret signs, so a receiver may know the old or the new one.
 * Source: standard-webhooks/spec, "Signature scheme".
 */
export function makeSigner(secrets: string[]): (id: string, now: number, body: string) => [string, string][] {
  // Made once: to take a key from bytes costs four times as much as to sign with it.
  const keys = secrets.map((secret) => createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')))
  return (id, now, body) => {
    const timestamp = String(Math.floor(now / 1000))
    const signed = `${id}.${timestamp}.${body}`
    const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    return [
      ['webhook-id', id],
      ['webhook-timestamp', timestamp],
      ...(signatures.length > 0 ? [['webhook-signature', signatures.join(' ')] as [string, string]] : []),
    ]
  }
}
