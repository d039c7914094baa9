import type { LookupAddress } from 'node:dns'
import { isIP, type Socket } from 'node:net'
import { classOf, leastPublic } from './address-class.ts'
import { codeOf, ConnectError } from './connect-fault.ts'
import type { Steps } from './connect-steps.ts'
import { connectTcp } from './connect-tcp.ts'
import { connectTls } from './connect-tls.ts'
import { lookUpAll, type Way, type WayTo } from './connect-way.ts'
import {
  abortedCode,
  blockedCode,
  proxyBlockedCode,
  proxyNoRouteCode,
  proxyTlsCode,
  proxyUnreachableCode,
} from './fault-codes.ts'
import { checkAddress, checkAll, type Limits, lookUp, plainHost } from './guard.ts'
import { askHttpProxy } from './proxy-http.ts'
import { askSocksProxy } from './proxy-socks.ts'
import type { Proxy } from './route.ts'

export const openThrough = (steps: Steps, to: WayTo, proxy: Proxy): Promise<Way> =>
  proxy.kind === 'socks5' ? openThroughSocks(steps, to, proxy) : openThroughHttp(steps, to, proxy)

/** The name is looked up here, and the proxy gets the address that was checked. */
async function openThroughSocks(steps: Steps, to: WayTo, proxy: Proxy): Promise<Way> {
  const addresses = await lookUpAll(steps, to)
  const first = (family: number) => addresses.find((address) => address.family === family)
  // The proxy may have no way to one of the families.
  const tries = [...new Set([addresses[0], first(4), first(6)])].flatMap((found) => found?.address ?? [])
  for (const [index, address] of tries.entries()) {
    const socket = await connectToProxy(steps, to, proxy)
    steps.enter('proxy')
    steps.trying(address)
    try {
      await askSocksProxy(socket, address, to.limits.port, proxy, () => steps.abortAs(abortedCode))
      return { socket, address, addressClass: checkAddress(address, to.limits) }
    } catch (error) {
      socket.destroy()
      const noRoute = error instanceof ConnectError && error.code === proxyNoRouteCode
      if (!noRoute || index === tries.length - 1) throw error
    }
  }
  throw new ConnectError(proxyNoRouteCode)
}

/** The proxy looks the name up. What can be known of it here is checked all the same. */
async function openThroughHttp(steps: Steps, to: WayTo, proxy: Proxy): Promise<Way> {
  const looking = lookUpWithin(guessMs, to)
  const socket = await connectToProxy(steps, to, proxy)
  steps.enter('proxy')
  const speaking = proxy.kind === 'https' ? await secureProxy(steps, to, proxy, socket) : socket
  const addresses = await looking
  // SECURITY: no less than without a proxy, before it is asked for anything.
  checkAll(addresses, to.limits)
  steps.abortAs(abortedCode)
  await askHttpProxy(speaking, to.host, to.limits.port, proxy)
  const reach = leastPublic(addresses.map(({ address }) => classOf(address)))
  return {
    socket: speaking,
    address: isIP(to.host) === 0 ? null : to.host,
    addressClass: reach === 'forbidden' ? null : reach,
  }
}

// Behind a proxy, the name of a receiver often can't be looked up, and some resolvers are long in saying so.
const guessMs = 2_000

/** None where the name is not known in time. Never rejects. */
async function lookUpWithin(ms: number, { host, lookup }: WayTo): Promise<LookupAddress[]> {
  const { promise: late, resolve } = Promise.withResolvers<LookupAddress[]>()
  const timer = setTimeout(() => resolve([]), ms)
  try {
    return await Promise.race([lookUp(host, lookup), late])
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}

async function connectToProxy(steps: Steps, { limits, lookup }: WayTo, proxy: Proxy): Promise<Socket> {
  const host = plainHost(proxy.host)
  const here: Limits = { port: proxy.port, agreed: null, ownPorts: limits.ownPorts }
  if (isIP(host) === 0) steps.enter('dns')
  // Until it is asked for the receiver, which may then be what it waits for.
  steps.abortAs(proxyUnreachableCode)
  try {
    const addresses = await lookUp(host, lookup)
    checkAll(addresses, here)
    const { socket } = await connectTcp(steps, addresses, here)
    return socket
  } catch (error) {
    throw new ConnectError(codeOf(error) === blockedCode ? proxyBlockedCode : proxyUnreachableCode)
  }
}

const cut = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

/** SECURITY: a proxy is trusted by what this workstation trusts, never by a webhook's own CA, and is shown no certificate. */
async function secureProxy(steps: Steps, { trust }: WayTo, proxy: Proxy, socket: Socket): Promise<Socket> {
  const context = trust.contextFor({ caCertificate: null, clientCertificate: null })
  try {
    return await connectTls(steps, socket, plainHost(proxy.host), context)
  } catch (error) {
    throw new ConnectError(cut.has(codeOf(error)) ? proxyUnreachableCode : proxyTlsCode)
  }
}
