import { BlockList, isIP, SocketAddress } from 'node:net'

/** An IP address, ready to be compared. */
export type Address = SocketAddress

/** `text` as an address; null where it is none. A scope (`%eth0`) says nothing of its network. */
export function readAddress(text: string): Address | null {
  const family = isIP(text)
  if (family === 0) return null
  return new SocketAddress({ address: text, family: family === 4 ? 'ipv4' : 'ipv6' })
}

/**
 * Whether an address lies in a network, or is the one address written; null where `text` is neither. An IPv4 address
 * and the same one mapped to IPv6 (RFC 4291) are one.
 */
export function readNetwork(text: string): ((address: Address) => boolean) | null {
  const [base = '', prefix, ...more] = text.split('/')
  const address = base.includes('%') ? null : readAddress(base)
  if (!address || more.length > 0) return null
  const most = address.family === 'ipv4' ? 32 : 128
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (!(bits <= most)) return null
  const list = new BlockList()
  list.addSubnet(address, bits)
  return (asked) => list.check(asked)
}
