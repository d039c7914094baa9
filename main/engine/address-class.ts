import { BlockList, isIP } from 'node:net'
import { type AddressClass, addressClasses } from '../../preload/contract/outcome.ts'

export type Reach = AddressClass | 'forbidden'

function listOf(family: 'ipv4' | 'ipv6', nets: string[]): BlockList {
  const list = new BlockList()
  for (const net of nets) {
    const [address = '', prefix] = net.split('/')
    list.addSubnet(address, Number(prefix), family)
  }
  return list
}

// SECURITY: never a receiver, on any workstation (IANA special-purpose registries, RFC 6890).
const forbidden4 = listOf('ipv4', [
  '0.0.0.0/8', // this network
  '169.254.0.0/16', // link-local, and the metadata of most clouds
  '168.63.129.16/32', // Azure's host
  '100.100.100.200/32', // Alibaba's metadata
  '192.0.0.0/24', // protocol assignments, and Oracle's metadata
  '192.0.2.0/24', // documentation
  '198.51.100.0/24',
  '203.0.113.0/24',
  '192.88.99.0/24', // 6to4 relays
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
])
const private4 = listOf('ipv4', [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10', // behind a provider's NAT
  // Benchmarking (RFC 2544), on no network: VPN clients and local proxies on workstations answer names with such
  // addresses, and lead what goes there on.
  '198.18.0.0/15',
])
const loopback4 = listOf('ipv4', ['127.0.0.0/8'])

const forbidden6 = listOf('ipv6', [
  'fd00:ec2::254/128', // AWS's metadata
  'fd20:ce::254/128', // Google's metadata
  '2001:2::/48', // benchmarking
  '2001:10::/28', // ORCHID: names, not places
  '2001:db8::/32', // documentation
  '3fff::/20',
])
const private6 = listOf('ipv6', ['fc00::/7', 'fec0::/10'])
const global6 = listOf('ipv6', ['2000::/3'])

/**
 * How far from the internet an IP address is. Forms that carry an IPv4 address are what that address is. Whatever is no
 * address is forbidden.
 */
export function classOf(ip: string): Reach {
  const plain = ip.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(plain)
  if (family === 4) return classOf4(plain)
  return family === 6 ? classOf6(plain) : 'forbidden'
}

/** The one furthest from the internet; null of none. */
export function leastPublic(classes: readonly Reach[]): Reach | null {
  return ([...addressClasses, 'forbidden'] as const).findLast((reach) => classes.includes(reach)) ?? null
}

function classOf4(ip: string): Reach {
  if (forbidden4.check(ip)) return 'forbidden'
  if (loopback4.check(ip)) return 'loopback'
  return private4.check(ip) ? 'private' : 'public'
}

function classOf6(ip: string): Reach {
  const bytes = bytesOfIPv6(ip)
  if (bytes.equals(loopback6)) return 'loopback'
  if (forbidden6.check(ip, 'ipv6')) return 'forbidden'
  const carried = carriedBy(bytes)
  if (carried) return leastPublic(carried.map(classOf4)) ?? 'forbidden'
  if (private6.check(ip, 'ipv6')) return 'private'
  return global6.check(ip, 'ipv6') ? 'public' : 'forbidden'
}

const loopback6 = Buffer.from([...Array<number>(15).fill(0), 1])
const startsWith = (bytes: Buffer, hex: string) => bytes.toString('hex').startsWith(hex)

/** The IPv4 addresses inside an IPv6 address, where it is of a form that holds any. */
function carriedBy(bytes: Buffer): string[] | null {
  const at = (index: number) => bytes.subarray(index, index + 4).join('.')
  // v4-compatible and v4-mapped (RFC 4291), v4-translated (RFC 2765).
  if (startsWith(bytes, '0'.repeat(24))) return [at(12)]
  if (startsWith(bytes, `${'0'.repeat(20)}ffff`)) return [at(12)]
  if (startsWith(bytes, `${'0'.repeat(16)}ffff0000`)) return [at(12)]
  // NAT64 (RFC 6052).
  if (startsWith(bytes, `0064ff9b${'0'.repeat(16)}`)) return [at(12)]
  // NAT64 of a local network (RFC 8215), as far as it embeds the address whole; in its other layouts it is forbidden.
  if (startsWith(bytes, '0064ff9b0001') && bytes.readUInt32BE(8) === 0) return [at(12)]
  // 6to4 (RFC 3056).
  if (startsWith(bytes, '2002')) return [at(2)]
  // Teredo (RFC 4380): the server, and the client turned over.
  if (startsWith(bytes, '20010000')) return [at(4), [...bytes.subarray(12)].map((byte) => byte ^ 255).join('.')]
  return null
}

/** The 16 bytes of an IPv6 address without a scope. */
export function bytesOfIPv6(ip: string): Buffer {
  // The WHATWG form: hexadecimal groups only, at most one `::`.
  const [head = '', tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0')))
  const first = groups(head)
  const last = groups(tail ?? '')
  const gap = Array<string>(8 - first.length - last.length).fill('0000')
  return Buffer.from([...first, ...gap, ...last].join(''), 'hex')
}
