import { X509Certificate } from 'node:crypto'
import type { Trace } from '../../preload/contract/outcome.ts'

export type TrustKind = NonNullable<NonNullable<Trace['tls']>['trust']>
export type Chain = { certificates: X509Certificate[]; trust: TrustKind | null }

/** Authorities by subject. */
export type Authorities = Map<string, X509Certificate[]>

// More than any chain in use; a receiver could send certificates in a circle.
const longest = 10

const pemBlock = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g

/** What can't be read is left out, as OpenSSL does. */
export function readAuthorities(pems: readonly string[]): Authorities {
  const found: Authorities = new Map()
  for (const pem of pems.flatMap((text) => text.match(pemBlock) ?? [])) {
    try {
      const certificate = new X509Certificate(pem)
      found.set(certificate.subject, [...(found.get(certificate.subject) ?? []), certificate])
    } catch {
      continue
    }
  }
  return found
}

/**
 * The chain OpenSSL has verified, from the receiver's certificate up to the authority, and whose authority that is: the
 * first of the stores that knows it. Each certificate is checked to have signed the one before, for a receiver may send
 * others along, which vouch for nothing. Node does not tell an authority that the receiver did not send.
 */
export function followChain(leaf: X509Certificate, stores: readonly [TrustKind, () => Authorities][]): Chain {
  const certificates = [leaf]
  let last = leaf
  while (certificates.length < longest) {
    for (const [trust, authorities] of stores) {
      if (
        authorities()
          .get(last.subject)
          ?.some((known) => known.raw.equals(last.raw))
      )
        return { certificates, trust }
      const issuer = authorities()
        .get(last.issuer)
        ?.find((known) => isIssuedBy(last, known))
      if (issuer) return { certificates: [...certificates, issuer], trust }
    }
    const sent = last.issuerCertificate
    if (!sent || sent.raw.equals(last.raw) || !isIssuedBy(last, sent)) break
    certificates.push(sent)
    last = sent
  }
  return { certificates, trust: null }
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate) =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
