import type { LookupAddress } from 'node:dns'
import { isIP, type Socket } from 'node:net'
import type { AddressClass } from '../../preload/contract/outcome.ts'
import type { Steps } from './connect-steps.ts'
import { connectTcp } from './connect-tcp.ts'
import { checkAddress, checkAll, type Limits, lookUp, type LookupAll } from './guard.ts'
import type { Trust } from './trust.ts'

/** A socket that leads to the receiver, before TLS. What of the receiver's address is not known here is null. */
export type Way = { socket: Socket; address: string | null; addressClass: AddressClass | null }
export type WayTo = { host: string; limits: Limits; lookup: LookupAll; trust: Trust }

/** Without a proxy: to one of the addresses of the name, all of which must pass. */
export async function openDirect(steps: Steps, to: WayTo): Promise<Way> {
  const addresses = await lookUpAll(steps, to)
  const { socket, address } = await connectTcp(steps, addresses, to.limits, steps.trying)
  return { socket, address, addressClass: checkAddress(address, to.limits) }
}

/** All addresses of the receiver, each of which has passed. */
export async function lookUpAll(steps: Steps, { host, limits, lookup }: WayTo): Promise<LookupAddress[]> {
  if (isIP(host) === 0) steps.enter('dns')
  const addresses = await lookUp(host, lookup)
  checkAll(addresses, limits)
  return addresses
}
