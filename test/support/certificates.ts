import './reflect-metadata.ts'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

export type Issued = { certPem: string; keyPem: string }

export type CertificateWish = {
  names?: string[]
  notBefore?: Date
  notAfter?: Date
  client?: boolean
  commonName?: string
}

export type Ca = { pem: string; issue: (wish?: CertificateWish) => Promise<Issued> }

const day = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const localNames = ['localhost', '127.0.0.1', '::1']

export const expired = (): CertificateWish => ({ notAfter: new Date(Date.now() - day) })
export const notYetValid = (): CertificateWish => ({ notBefore: new Date(Date.now() + day) })
export const forAnotherHost = (): CertificateWish => ({ names: ['another-host.example'] })

export async function makeCa(name = 'Castellan Test CA'): Promise<Ca> {
  const keys = await makeKeys()
  const issuer = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    notBefore: new Date(Date.now() - 3650 * day),
    notAfter: new Date(Date.now() + 3650 * day),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })

  return {
    pem: toPem(issuer),
    issue: async (wish = {}) => {
      const leafKeys = await makeKeys()
      const certificate = await x509.X509CertificateGenerator.create({
        ...describeLeaf(wish),
        subject: nameLeaf(wish),
        issuer: issuer.subject,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          ...extendLeaf(wish),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
        ],
      })
      return { certPem: toPem(certificate), keyPem: await exportKey(leafKeys.privateKey) }
    },
  }
}

export async function selfSigned(wish: CertificateWish = {}): Promise<Issued> {
  const keys = await makeKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...describeLeaf(wish),
    name: nameLeaf(wish),
    keys,
    extensions: [...extendLeaf(wish), await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)],
  })
  return { certPem: toPem(certificate), keyPem: await exportKey(keys.privateKey) }
}

const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

function describeLeaf({ notBefore, notAfter }: CertificateWish) {
  // The missing end is set from the given one, so that a long expired or far future certificate still has a lifetime.
  const until = notAfter ?? new Date((notBefore?.getTime() ?? Date.now()) + 30 * day)
  const from = notBefore ?? new Date(Math.min(Date.now(), until.getTime()) - 30 * day)
  return { notBefore: from, notAfter: until, signingAlgorithm: algorithm }
}

// The structured form, because a name may hold commas that the text form would split.
const nameLeaf = ({ commonName, client }: CertificateWish) => [
  { CN: [commonName ?? (client ? 'Test client' : 'Test server')] },
]

function extendLeaf({ names, client = false }: CertificateWish): x509.Extension[] {
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage
  const altNames = (names ?? (client ? [] : localNames)).map((value): x509.JsonGeneralName => ({
    type: isIP(value) === 0 ? x509.DNS : x509.IP,
    value,
  }))
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([client ? clientAuth : serverAuth]),
    ...(altNames.length > 0 ? [new x509.SubjectAlternativeNameExtension(altNames)] : []),
  ]
}

const toPem = (certificate: x509.X509Certificate) => `${certificate.toString('pem')}\n`

async function exportKey(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}
