import { createHash, type X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext, type SecureContextOptions } from 'node:tls'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Chain, followChain, readAuthorities } from './chain.ts'
import { ConnectError } from './connect-fault.ts'
import { unusableCertificateCode } from './fault-codes.ts'
import type { Route } from './route.ts'

/** PEM certificates of the authorities that are trusted. */
export type TrustStores = { bundled: () => string[]; system: () => string[] }
export type Credentials = Pick<Route, 'caCertificate' | 'clientCertificate'>

/**
 * Node's bundle and the store of the operating system. One that can't be read trusts nobody, and is noted.
 * Node reads the system's once per process, whichever thread asks: what is added to it counts from the next start on.
 */
export function nodeTrust(note: (error: unknown) => void = () => {}): TrustStores {
  const system = once(() => {
    try {
      return getCACertificates('system')
    } catch (error) {
      note(error)
      return []
    }
  })
  return { bundled: () => getCACertificates('bundled'), system }
}

// Each holds all authorities, so there are not many kept.
const mostContexts = 32

export function openTrust(stores: TrustStores) {
  const contexts = new Map<string, SecureContext>()
  const bundled = once(() => readAuthorities(stores.bundled()))
  const system = once(() => readAuthorities(stores.system()))

  /** Throws a ConnectError where the client certificate can't be used. */
  function contextFor(credentials: Credentials): SecureContext {
    const key = keyOf(credentials)
    const known = contexts.get(key)
    contexts.delete(key)
    const context = known ?? makeContext(stores, credentials)
    contexts.set(key, context)
    if (contexts.size > mostContexts) contexts.delete(contexts.keys().next().value ?? '')
    return context
  }

  return {
    contextFor,
    /** Reads all stores, a fifth of a second in steps between which requests may come, so that none waits for all. */
    async warmUp(): Promise<void> {
      await nextTurn()
      contextFor({ caCertificate: null, clientCertificate: null })
      await nextTurn()
      bundled()
      await nextTurn()
      system()
    },
    /** The chain of a verified certificate; the webhook's own authority is looked at first. */
    chainOf: (leaf: X509Certificate, ownCa: string | null): Chain =>
      followChain(leaf, [
        ['own', () => readAuthorities(ownCa === null ? [] : [ownCa])],
        ['bundled', bundled],
        ['system', system],
      ]),
  }
}
export type Trust = ReturnType<typeof openTrust>

function makeContext(stores: TrustStores, { caCertificate, clientCertificate }: Credentials): SecureContext {
  const ca = [...stores.bundled(), ...stores.system(), ...(caCertificate === null ? [] : [caCertificate])]
  try {
    return createSecureContext({ ca, minVersion: 'TLSv1.2', ...optionsOf(clientCertificate) })
  } catch (error) {
    if (clientCertificate === null) throw error
    throw new ConnectError(unusableCertificateCode)
  }
}

function optionsOf(certificate: Route['clientCertificate']): SecureContextOptions {
  if (certificate === null) return {}
  const passphrase = certificate.passphrase === null ? {} : { passphrase: certificate.passphrase }
  if (certificate.kind === 'pfx') return { pfx: Buffer.from(certificate.file), ...passphrase }
  // What is empty, Node takes for not given, and would show the receiver nothing.
  if (certificate.certificate === '' || certificate.key === '') throw new ConnectError(unusableCertificateCode)
  return { cert: certificate.certificate, key: certificate.key, ...passphrase }
}

/** A digest, so that no key or passphrase is kept as text. */
function keyOf({ caCertificate, clientCertificate }: Credentials): string {
  const file = clientCertificate?.kind === 'pfx' ? Buffer.from(clientCertificate.file).toString('base64') : null
  const parts = JSON.stringify([caCertificate, { ...clientCertificate, file }])
  return createHash('sha256').update(parts).digest('base64')
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
