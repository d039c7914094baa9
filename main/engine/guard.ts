import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { isIP } from 'node:net'
import { type AddressClass, addressClasses } from '../../preload/contract/outcome.ts'
import { classOf, leastPublic, type Reach } from './address-class.ts'
import { ConnectError } from './connect-fault.ts'
import { blockedCode, lessPublicCode } from './fault-codes.ts'

export type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** A URL's host as sockets and lookups want it: an IPv6 address without its brackets. */
export const plainHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

/** All addresses of a name, or the literal itself, in the system's order. Rejects with the error of the lookup. */
export function lookUp(hostname: string, lookup: LookupAll = systemLookup): Promise<LookupAddress[]> {
  const host = plainHost(hostname)
  const family = isIP(host)
  if (family !== 0) return Promise.resolve([{ address: host, family }])
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => {
      if (error) return reject(error)
      if (addresses.length === 0) return reject(new ConnectError('ENOTFOUND'))
      resolve(addresses)
    })
  })
}

/** The least public class of all addresses of a name; null where it does not resolve. */
export async function lookupClass(hostname: string, lookup: LookupAll = systemLookup): Promise<Reach | null> {
  try {
    return leastPublic((await lookUp(hostname, lookup)).map(({ address }) => classOf(address)))
  } catch {
    return null
  }
}

/** What addresses one connection may lead to. */
export type Limits = { port: number; agreed: AddressClass | null; ownPorts: readonly number[] }

/** Answers the class of an address that may be connected to. Throws a ConnectError where it may not. */
export function checkAddress(ip: string, { port, agreed, ownPorts }: Limits): AddressClass {
  const reach = classOf(ip)
  // SECURITY: a webhook that leads to our own listener would make events of its own deliveries, without end.
  const own = reach === 'loopback' && ownPorts.includes(port)
  if (reach === 'forbidden' || own) throw new ConnectError(blockedCode, ip)
  // SECURITY: a name that was public and turns private is how a page or a resolver reaches into the network.
  if (agreed !== null && addressClasses.indexOf(reach) > addressClasses.indexOf(agreed)) {
    throw new ConnectError(lessPublicCode, ip)
  }
  return reach
}

/** Every address must pass: which of them is connected to is not ours to choose. Forbidden ones are told first. */
export function checkAll(addresses: readonly LookupAddress[], limits: Limits): void {
  for (const { address } of addresses) checkAddress(address, { ...limits, agreed: null })
  for (const { address } of addresses) checkAddress(address, limits)
}

/** True for an address nothing may be sent to; false for a name. */
export function isRefused(address: string): boolean {
  const plain = plainHost(address).replace(/%.*$/, '')
  return isIP(plain) !== 0 && classOf(plain) === 'forbidden'
}
