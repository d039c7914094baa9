import { createHash, createHmac, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import type { Issued } from './certificates.ts'

const oids = {
  data: '06092a864886f70d010701',
  certBag: '060b2a864886f70d010c0a0103',
  shroudedKeyBag: '060b2a864886f70d010c0a0102',
  x509Certificate: '060a2a864886f70d01091601',
  localKeyId: '06092a864886f70d010915',
  sha256: '0609608648016503040201',
}
const rounds = 1000

/**
 * A .p12 file (RFC 7292): the certificate, its key under AES-256, and a MAC, both by the passphrase. `others`: more
 * certificates in it, as PEM.
 */
export function makePfx({ certPem, keyPem }: Issued, passphrase: string, others: string[] = []): Buffer {
  const key = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase })
  const mine = [bag('shroudedKeyBag', key, keyId), bag('certBag', certificate(certPem), keyId)]
  const bags = sequence(...mine, ...others.map((pem) => bag('certBag', certificate(pem))))
  const safe = sequence(content(bags))
  return sequence(integer(3), content(safe), macOf(safe, passphrase))
}

const tagged = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const long = body.length.toString(16)
  const length =
    body.length < 128 ? [body.length] : [...Buffer.from(long.padStart(long.length + (long.length % 2), '0'), 'hex')]
  return Buffer.concat([
    Buffer.from(body.length < 128 ? [tag, ...length] : [tag, 0x80 | length.length, ...length]),
    body,
  ])
}
const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts)
const set = (...parts: Buffer[]) => tagged(0x31, ...parts)
const octets = (bytes: Buffer) => tagged(0x04, bytes)
const explicit = (part: Buffer) => tagged(0xa0, part)
const integer = (value: number) => tagged(0x02, Buffer.from(value < 128 ? [value] : [value >> 8, value & 255]))
const oid = (name: keyof typeof oids) => Buffer.from(oids[name], 'hex')
const content = (bytes: Buffer) => sequence(oid('data'), explicit(octets(bytes)))
const certificate = (pem: string) => sequence(oid('x509Certificate'), explicit(octets(new X509Certificate(pem).raw)))
/** What tells which certificate the key belongs to. */
const keyId = set(sequence(oid('localKeyId'), set(octets(Buffer.of(1)))))
const bag = (kind: 'certBag' | 'shroudedKeyBag', value: Buffer, ...attributes: Buffer[]) =>
  sequence(oid(kind), explicit(value), ...attributes)

function macOf(safe: Buffer, passphrase: string): Buffer {
  const salt = randomBytes(8)
  const mac = createHmac('sha256', macKey(passphrase, salt)).update(safe).digest()
  const digest = sequence(sequence(oid('sha256'), Buffer.of(5, 0)), octets(mac))
  return sequence(digest, octets(salt), integer(rounds))
}

/** RFC 7292, appendix B: one block of SHA-256 is as long as the key, so there is no second one. */
function macKey(passphrase: string, salt: Buffer): Buffer {
  const password = Buffer.from(`${passphrase}\0`, 'utf16le').swap16()
  const fill = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes)
  let key = Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(password)])
  for (let round = 0; round < rounds; round += 1) key = createHash('sha256').update(key).digest()
  return key
}
