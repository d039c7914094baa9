import type { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { connect, type SecureContext, type TLSSocket } from 'node:tls'
import type { Trace } from '../../preload/contract/outcome.ts'
import { ConnectError } from './connect-fault.ts'
import { type Steps, untilEvent } from './connect-steps.ts'
import type { TrustKind } from './chain.ts'

/** Speaks TLS over a socket; the host name is checked. Rejects with the code of what is wrong with the certificate. */
export async function connectTls(
  steps: Steps,
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  protocols: readonly string[] = ['http/1.1'],
): Promise<TLSSocket> {
  const secured = steps.hold(() =>
    connect({
      socket,
      host,
      // No name is sent for an address, and none with a dot at its end (RFC 6066).
      ...(isIP(host) === 0 ? { servername: host.replace(/\.$/, '') } : {}),
      secureContext,
      // SECURITY: verification is always on. There is no option that turns it off.
      rejectUnauthorized: true,
      ...(protocols.length > 0 ? { ALPNProtocols: [...protocols] } : {}),
    }),
  )
  await untilEvent(secured, 'secureConnect')
  if (!secured.authorized) throw new ConnectError('CERT_UNTRUSTED')
  return secured
}

export function describeTls(
  socket: TLSSocket,
  leaf: X509Certificate,
  trust: TrustKind | null,
): NonNullable<Trace['tls']> {
  const certificate = leaf.toLegacyObject()
  const validTo = Date.parse(certificate.valid_to ?? '')
  // Offered: whether it was asked for, Node tells with OpenSSL only, and Electron has BoringSSL.
  const client = socket.getX509Certificate()?.toLegacyObject().subject
  return {
    version: socket.getProtocol() ?? '',
    issuer: nameOf(certificate.issuer),
    subject: nameOf(certificate.subject),
    validTo: Number.isNaN(validTo) ? null : validTo,
    trust,
    client: client ? nameOf(client) : null,
  }
}

const nameOf = (part: { CN?: string | string[]; O?: string | string[] } | undefined) =>
  [part?.CN ?? part?.O ?? ''].flat().join(', ')
