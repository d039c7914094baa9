import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// SECURITY: never a receiver, on any workstation: link-local and cloud metadata, multicast, broadcast, unspecified.
const refused = new BlockList()
const v4: [string, number][] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
  ['100.100.100.200', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const v6: [string, number][] = [
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
]
const hexOf = (net: string) => Buffer.from(net.split('.').map(Number)).toString('hex').replace(/^.{4}/, '$&:')
for (const [net, prefix] of v4) {
  refused.addSubnet(net, prefix, 'ipv4')
  // The same addresses by way of NAT64 and 6to4.
  refused.addSubnet(`64:ff9b::${net}`, 96 + prefix, 'ipv6')
  refused.addSubnet(`2002:${hexOf(net)}::`, 16 + prefix, 'ipv6')
}
for (const [net, prefix] of v6) refused.addSubnet(net, prefix, 'ipv6')

/** True for an address nothing may be sent to. v4-mapped forms are seen through by BlockList. */
export function isRefused(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(plain)
  return family !== 0 && refused.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

export const blockedCode = 'ECASTELLANBLOCKED'

type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A lookup for sockets that fails where any address of the name is refused: what is checked is what is connected to.
 */
export const guardLookup =
  (lookup: LookupAll): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      if (addresses.some(({ address }) => isRefused(address))) {
        return callback(Object.assign(new Error('refused address'), { code: blockedCode }), [])
      }
      const first = addresses[0]
      if (options.all === true || !first) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }

export const guardedLookup = guardLookup(systemLookup)
