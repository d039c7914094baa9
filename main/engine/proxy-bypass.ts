import { BlockList, isIP } from 'node:net'
import { classOf } from './address-class.ts'

const plain = (hostname: string) =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

/** Whether a host is this workstation by its name or address. No proxy could reach what is meant. */
export function isLoopback(hostname: string): boolean {
  const host = plain(hostname)
  return host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && classOf(host) === 'loopback')
}

/**
 * Whether a bypass list names the host of a URL: `host`, `.domain` and `*.domain` (what is below it), each also with
 * `:port`, `10.0.0.0/8`, `fd00::/8`, `<local>` (names without a dot). Nothing is looked up: networks hold for addresses
 * only. What is none of these names nothing.
 */
export function isBypassed({ hostname, port }: URL, list: readonly string[]): boolean {
  const host = plain(hostname)
  return list.some((rule) => {
    const { pattern, port: only } = splitPort(rule.trim().toLowerCase())
    return (only === null || only === (port || '443')) && matches(host, pattern)
  })
}

/** An IPv6 address has a port only behind brackets. */
function splitPort(rule: string): { pattern: string; port: string | null } {
  const found = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(rule)
  return found?.[1] === undefined ? { pattern: rule, port: null } : { pattern: found[1], port: found[2] ?? null }
}

function matches(host: string, pattern: string): boolean {
  if (pattern === '<local>') return isIP(host) === 0 && !host.includes('.')
  const [address = '', length] = plain(pattern).split('/')
  const family = isIP(address)
  if (family !== 0) return isIP(host) === family && isWithin(host, address, length ?? (family === 4 ? '32' : '128'))
  const name = plain(pattern).replace(/^\*\./, '.')
  return name.startsWith('.') ? host.endsWith(name) : host === name
}

function isWithin(host: string, address: string, length: string): boolean {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
  // Of nothing, Number would make 0: every address.
  if (!/^\d{1,3}$/.test(length) || Number(length) > (family === 'ipv4' ? 32 : 128)) return false
  const network = new BlockList()
  network.addSubnet(address, Number(length), family)
  return network.check(host, family)
}
