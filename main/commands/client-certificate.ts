import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Duplex } from 'node:stream'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import { openCertificate, type WebhookSecrets } from '../engine/target.ts'
import { refuseField } from './refuse-field.ts'

type StoredCertificate = NonNullable<WebhookSecrets['clientCertificate']>
export type Entered = Extract<WebhookDraft['clientCertificate'], { kind: 'pem' | 'pfx' }>

const at = (part: 'certificate' | 'key' | 'file' | 'passphrase') => `draft.clientCertificate.${part}`

/** What was entered, once TLS itself has taken it. Throws a Refusal at the field that is not right. */
export function checkClientCertificate(entered: Entered): StoredCertificate {
  if (entered.kind === 'pfx' && entered.file === '') throw refuseField(at('file'), 'Choose a .p12 or .pfx file.')
  const stored = entered.kind === 'pem' ? checkPem(entered) : entered
  subjectOf(stored)
  return stored
}

/** Whom the certificate names, and until when (ms since 1970). Throws a Refusal where TLS does not take it. */
export function subjectOf(stored: StoredCertificate): { subject: string; validTo: number } {
  const certificate = certificateIn(contextOf(stored))
  if (!certificate) {
    throw refuseField(at('file'), 'There is no certificate with its key in this file. Export it again, with both.')
  }
  return { subject: certificate.subject.replaceAll('\n', ', '), validTo: certificate.validToDate.getTime() }
}

function checkPem({ kind, certificate, key, passphrase }: Extract<Entered, { kind: 'pem' }>): StoredCertificate {
  if (/PRIVATE KEY/.test(certificate)) {
    throw refuseField(at('certificate'), 'This holds a private key. Paste the key into its own field.')
  }
  const blocks = certificate.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g)
  if (!blocks) {
    const words = 'A certificate starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.'
    throw refuseField(at('certificate'), words)
  }
  const [own] = blocks.map((block) => {
    const read = takenOrNull(() => new X509Certificate(block))
    if (read) return read
    throw refuseField(at('certificate'), 'This certificate is damaged. Copy it again, from BEGIN to END.')
  })
  const privateKey = readKey(key, passphrase)
  if (!own?.checkPrivateKey(privateKey)) {
    const words =
      'This key does not belong to the certificate. Paste the key it was made with; of a chain, the certificate of the key comes first.'
    throw refuseField(at('key'), words)
  }
  return { kind, certificate: `${blocks.join('\n')}\n`, key: `${key.trim()}\n`, passphrase }
}

function readKey(key: string, passphrase: string | null) {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
    throw refuseField(at('key'), 'A private key starts with -----BEGIN and ends with PRIVATE KEY-----.')
  }
  const read = takenOrNull(() => createPrivateKey(passphrase === null ? key : { key, passphrase }))
  if (read) return read
  // PKCS #8 says so in its first line (RFC 7468), older forms in a header (RFC 1421).
  const isProtected = /ENCRYPTED/.test(key)
  if (isProtected && !passphrase) throw refuseField(at('passphrase'), 'This key is protected. Enter its passphrase.')
  if (isProtected) {
    throw refuseField(at('passphrase'), 'The passphrase does not open this key. Check it, or copy the key again.')
  }
  throw refuseField(at('key'), 'This key is damaged. Copy it again, from BEGIN to END.')
}

function contextOf(stored: StoredCertificate): SecureContext {
  const opened = openCertificate(stored)
  const passphrase = stored.passphrase === null ? {} : { passphrase: stored.passphrase }
  try {
    if (opened?.kind === 'pfx') return createSecureContext({ pfx: Buffer.from(opened.file), ...passphrase })
    return createSecureContext({ cert: opened?.certificate, key: opened?.key, ...passphrase })
  } catch (error) {
    if (stored.kind === 'pfx') throw refusePfx(String(error), stored.passphrase)
    throw refuseField(
      at('certificate'),
      'TLS does not take this certificate: its key is too short or of a kind not known. Ask for another one.',
    )
  }
}

// The words of OpenSSL, and of BoringSSL, which Electron has.
function refusePfx(why: string, passphrase: string | null) {
  if (/mac.?verify|password|bad.?decrypt/i.test(why)) {
    if (!passphrase) return refuseField(at('passphrase'), 'This file is protected. Enter its passphrase.')
    return refuseField(at('passphrase'), 'The passphrase does not open this file. Check it, or export the file again.')
  }
  if (/unsupported|unknown.?(digest|cipher|algorithm)/i.test(why)) {
    return refuseField(at('file'), 'This file is protected in a way too old to be opened. Export it again, with AES.')
  }
  return refuseField(at('file'), 'This is no .p12 or .pfx file, or it is damaged. Export it again, with its key.')
}

/** The certificate a context would show. No handshake is needed: TLS names it before one. */
function certificateIn(secureContext: SecureContext): X509Certificate | undefined {
  const socket = new TLSSocket(new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }), { secureContext })
  const certificate = socket.getX509Certificate()
  socket.destroy()
  return certificate
}

function takenOrNull<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
