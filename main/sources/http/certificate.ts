import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bitString, der, integer, octetString, oid, sequence, set, tagged, time, utf8String, yes } from './der.ts'

const day = 86_400_000
/** macOS refuses servers whose certificate is good for more than 825 days (support.apple.com/103769). */
const goodFor = 820 * day
const backdated = day

const oids = {
  ecdsaWithSha256: oid('2a8648ce3d040302'),
  commonName: oid('550403'),
  keyUsage: oid('551d0f'),
  subjectAltName: oid('551d11'),
  basicConstraints: oid('551d13'),
  extendedKeyUsage: oid('551d25'),
  serverAuth: oid('2b06010505070301'),
}

/**
 * A self-signed certificate (RFC 5280) for localhost and 127.0.0.1 with a P-256 key, both PEM. Node's crypto signs, but
 * makes none, and what a certificate for one purpose needs fits here.
 */
export function makeCertificate(now: number): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oids.ecdsaWithSha256)
  const name = sequence(set(sequence(oids.commonName, utf8String('Castellan Webhooks on this workstation'))))
  const content = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(serial()),
    algorithm,
    name,
    sequence(time(new Date(now - backdated)), time(new Date(now + goodFor))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, extensions()),
  )
  const certificate = sequence(content, algorithm, bitString(sign('sha256', content, privateKey)))
  return { certificate: toPem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function extensions(): Buffer {
  const extension = (id: Buffer, critical: boolean, value: Buffer) =>
    sequence(id, ...(critical ? [yes] : []), octetString(value))
  const digitalSignature = bitString(Buffer.of(0x80), 7)
  return sequence(
    // SECURITY: no authority: whoever trusts it trusts this workstation's own address and nothing else.
    extension(oids.basicConstraints, true, sequence()),
    extension(oids.keyUsage, true, digitalSignature),
    extension(oids.extendedKeyUsage, false, sequence(oids.serverAuth)),
    extension(
      oids.subjectAltName,
      false,
      sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1))),
    ),
  )
}

/** Positive, and as long whichever it is. */
function serial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

const toPem = (bytes: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`
