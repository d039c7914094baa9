import type { TLSSocket } from 'node:tls'
import type { AddressClass, Phase, Trace } from '../../preload/contract/outcome.ts'
import { classOf } from './address-class.ts'
import { codeOf, ConnectError } from './connect-fault.ts'
import { type Phases, type Steps, takeSteps } from './connect-steps.ts'
import { openThrough } from './connect-proxy.ts'
import { openDirect, type WayTo } from './connect-way.ts'
import { connectTls, describeTls } from './connect-tls.ts'
import { pinCode } from './fault-codes.ts'
import { type Limits, type LookupAll, plainHost } from './guard.ts'
import { matchesPins } from './pins.ts'
import type { Route } from './route.ts'
import { openSharedLookup } from './shared-lookup.ts'
import { openTrust, type TrustStores } from './trust.ts'

/** `address`: the receiver's, as far as it is known here: an http proxy looks names up itself. Phases in ms. */
type Reached = { phases: Phases; address: string | null; addressClass: AddressClass | null; proxy: string | null }
export type Connected = Reached & { socket: TLSSocket; tls: NonNullable<Trace['tls']> }
/** `code`: Node's, OpenSSL's, or one of fault-codes.ts. */
export type ConnectFault = Reached & { phase: Phase; code: string }
export type ConnectResult = { ok: true; connected: Connected } | { ok: false; fault: ConnectFault }

/** Opens one verified TLS connection. Never throws; where it fails, or the signal ends it, no socket stays open. */
export type Connect = (url: URL, route: Route, signal: AbortSignal) => Promise<ConnectResult>

export function openConnect({
  trust: stores,
  lookup: systemLookup,
  ownPorts = () => [],
  beforeStep = () => {},
  warm = false,
}: {
  trust: TrustStores
  lookup?: LookupAll
  ownPorts?: () => readonly number[]
  /** Runs right before each step (name, proxy, address, TLS), and may end it all by the signal. */
  beforeStep?: () => void
  /** Reads the stores of certificates soon, and not with the first connection. */
  warm?: boolean
}): Connect {
  const trust = openTrust(stores)
  // What fails now fails again, and is told, where it is needed.
  if (warm) trust.warmUp().catch(() => {})
  const lookup = openSharedLookup(systemLookup)

  async function reach(steps: Steps, url: URL, route: Route): Promise<Connected> {
    const host = plainHost(url.hostname)
    const limits: Limits = {
      port: url.port === '' ? 443 : Number(url.port),
      agreed: route.agreed,
      ownPorts: ownPorts(),
    }
    const context = trust.contextFor(route)
    const to: WayTo = { host, limits, lookup, trust }
    const way = await (route.proxy === null ? openDirect(steps, to) : openThrough(steps, to, route.proxy))
    steps.enter('tls')
    const secured = await connectTls(steps, way.socket, host, context)
    const leaf = secured.getPeerX509Certificate()
    if (!leaf) throw new ConnectError('ECONNRESET')
    const chain = trust.chainOf(leaf, route.caCertificate)
    // SECURITY: a .p12 file may bring authorities along, which OpenSSL would trust.
    if (chain.trust === null && route.clientCertificate?.kind === 'pfx') throw new ConnectError('CERT_UNTRUSTED')
    // SECURITY: before a byte of the request is sent.
    if (!matchesPins(chain.certificates, route.pins)) throw new ConnectError(pinCode)
    const tls = describeTls(secured, leaf, chain.trust)
    return { ...way, socket: secured, phases: steps.read().phases, proxy: shown(route), tls }
  }

  return async (url, route, signal) => {
    const steps = takeSteps(signal, beforeStep)
    const { aborted, forget } = whenAborted(steps)
    try {
      return { ok: true, connected: await Promise.race([reach(steps, url, route), aborted]) }
    } catch (error) {
      const { phase, phases, tried } = steps.read()
      steps.destroy()
      const address = error instanceof ConnectError ? (error.address ?? tried) : tried
      const fault: ConnectFault = {
        phase: phase ?? 'connect',
        code: codeOf(error),
        phases,
        address,
        addressClass: address === null ? null : reachOf(address),
        proxy: shown(route),
      }
      return { ok: false, fault }
    } finally {
      forget()
    }
  }
}

/** As it may be shown: without user and password. */
function shown({ proxy }: Route): string | null {
  if (proxy === null) return null
  const host = plainHost(proxy.host)
  return `${proxy.kind}://${host.includes(':') ? `[${host}]` : host}:${proxy.port}`
}

function reachOf(address: string): AddressClass | null {
  const reach = classOf(address)
  return reach === 'forbidden' ? null : reach
}

function whenAborted({ signal, aborted: endedBy }: Steps) {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(endedBy())
  // Nobody listens where the connection was there first.
  aborted.catch(() => {})
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return { aborted, forget: () => signal.removeEventListener('abort', abort) }
}
