import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { openThrough } from '../engine/connect-proxy.ts'
import type { Steps } from '../engine/connect-steps.ts'
import { connectTls, describeTls } from '../engine/connect-tls.ts'
import { openDirect, type WayTo } from '../engine/connect-way.ts'
import type { Proxies, ProxyWish } from '../engine/effects.ts'
import { ConnectError } from '../engine/connect-fault.ts'
import { type LookupAll, plainHost } from '../engine/guard.ts'
import { proxyFaultCode } from '../engine/fault-codes.ts'
import { makeProxy } from '../engine/proxy.ts'
import type { Proxy } from '../engine/route.ts'
import type { Trust } from '../engine/trust.ts'
import type { MailAccount } from './mail-account.ts'
import type { MailTrace } from './mail-trace.ts'

export type MailWay = { socket: Socket; secured: boolean; address: string | null; proxy: string | null }
type Parts = { trust: Trust; lookup: LookupAll; ownPorts: () => readonly number[] }

/**
 * A connection to the mail server, with TLS where it is to be from the first byte on. nodemailer would open one itself,
 * but knows neither our proxies (user and password at a SOCKS 5 proxy, PAC scripts) nor the phases, and takes any
 * address a name has.
 */
export async function openMailWay(
  steps: Steps,
  account: MailAccount,
  proxy: Proxy | null,
  parts: Parts,
): Promise<MailWay> {
  const host = plainHost(account.host)
  const limits = { port: account.port, agreed: null, ownPorts: parts.ownPorts() }
  const to: WayTo = { host, limits, lookup: parts.lookup, trust: parts.trust }
  const { socket, address } = await (proxy === null ? openDirect(steps, to) : openThrough(steps, to, proxy))
  const way = { address, proxy: proxy === null ? null : `${proxy.kind}://${bracketed(proxy.host)}:${proxy.port}` }
  steps.enter('tls')
  if (account.security === 'starttls') return { ...way, socket, secured: false }
  // No ALPN: "http/1.1" is what some mail servers hang up on, and SMTP has no name of its own to offer.
  const secured = await connectTls(steps, socket, host, contextOf(account, parts.trust), [])
  return { ...way, socket: secured, secured: true }
}

export const contextOf = ({ caCertificate }: MailAccount, trust: Trust) =>
  trust.contextFor({ caCertificate, clientCertificate: null })

/** Who vouched for the server, and until when. */
export function describeMailTls(socket: TLSSocket, { caCertificate }: MailAccount, trust: Trust): MailTrace['tls'] {
  const leaf = socket.getPeerX509Certificate()
  return leaf ? describeTls(socket, leaf, trust.chainOf(leaf, caCertificate).trust) : null
}

/** The proxy on the way to the mail server. Throws a ConnectError where it can't be known. */
export async function chooseMailProxy(account: MailAccount, proxies: Proxies): Promise<Proxy | null> {
  try {
    return await proxies.choose(new URL(`https://${bracketed(account.host)}:${account.port}/`), wishOf(account))
  } catch {
    // SECURITY: a proxy is wanted; not to know which is no leave to go straight out.
    throw new ConnectError(proxyFaultCode)
  }
}

function wishOf({ proxyMode, proxyUrl, proxyUser, proxyPassword }: MailAccount): ProxyWish {
  switch (proxyMode) {
    case 'none':
    case 'settings':
      return { kind: proxyMode }
    case 'manual':
      return { kind: 'manual', proxy: makeProxy(proxyUrl, proxyUser, proxyPassword) }
  }
}

const bracketed = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)
