import { createHmac, randomBytes } from 'node:crypto'

/** How long the secret before a rotated one goes on signing. */
export const rotationOverlap = 24 * 60 * 60 * 1000

/** A Standard Webhooks secret: `whsec_` and base64 of 32 random bytes. */
export const makeSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The headers of the Standard Webhooks specification for one attempt: the id is the same for every attempt of a
 * delivery, the time (ms) is this attempt's, and each secret signs, so a receiver may know the old or the new one.
 * Source: standard-webhooks/spec, "Signature scheme".
 */
export function sign(secrets: string[], id: string, now: number, body: string): [string, string][] {
  const timestamp = String(Math.floor(now / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return [
    ['webhook-id', id],
    ['webhook-timestamp', timestamp],
    ...(signatures.length > 0 ? [['webhook-signature', signatures.join(' ')] as [string, string]] : []),
  ]
}
