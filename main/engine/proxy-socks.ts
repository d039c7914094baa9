import { isIPv4, type Socket } from 'node:net'
import { bytesOfIPv6 } from './address-class.ts'
import { ConnectError } from './connect-fault.ts'
import { proxyAuthCode, proxyDeniedCode, proxyFaultCode, proxyNoRouteCode } from './fault-codes.ts'
import { type Length, readMessage } from './proxy-read.ts'
import type { Proxy } from './route.ts'

const methods = { none: 0, password: 2, unacceptable: 255 }
const mostFieldBytes = 255

/**
 * Asks a SOCKS 5 proxy for a way to an address (RFC 1928), with user and password where there are any (RFC 1929). Rejects
 * with a ConnectError where it gives none. `asking`: it has let us in, and is asked for the address now.
 */
export async function askSocksProxy(
  socket: Socket,
  ip: string,
  port: number,
  proxy: Proxy,
  asking: () => void,
): Promise<void> {
  await greet(socket, proxy)
  asking()
  const address = isIPv4(ip) ? [1, ...ip.split('.').map(Number)] : [4, ...bytesOfIPv6(ip)]
  socket.write(Buffer.from([5, 1, 0, ...address, port >> 8, port & 255]))
  const reply = await readMessage(socket, lengthOfReply)
  const code = codeOfReply(reply[1])
  if (code !== null) throw new ConnectError(code)
}

async function greet(socket: Socket, { user, password }: Proxy): Promise<void> {
  const offered = user === '' ? [methods.none] : [methods.none, methods.password]
  socket.write(Buffer.from([5, offered.length, ...offered]))
  const [version, method = methods.unacceptable] = await readMessage(socket, () => 2)
  if (version !== 5) throw new ConnectError(proxyFaultCode)
  if (method === methods.unacceptable) throw new ConnectError(proxyAuthCode)
  if (!offered.includes(method)) throw new ConnectError(proxyFaultCode)
  if (method === methods.none) return
  const fields = [Buffer.from(user), Buffer.from(password)]
  // There is no way to say a longer one, so it can't be right.
  if (fields.some(({ length }) => length > mostFieldBytes)) throw new ConnectError(proxyAuthCode)
  socket.write(Buffer.concat([Buffer.from([1]), ...fields.flatMap((field) => [Buffer.from([field.length]), field])]))
  const [, status] = await readMessage(socket, () => 2)
  if (status !== 0) throw new ConnectError(proxyAuthCode)
}

/** A refusal is read as far as its reason: some proxies send nothing after it. */
function lengthOfReply(bytes: Buffer): Length {
  if (bytes[0] !== 5) return 'wrong'
  if (bytes.length < 2) return 'more'
  if (bytes[1] !== 0) return 2
  if (bytes.length < 5) return 'more'
  const addressBytes = { 1: 4, 3: 1 + (bytes[4] ?? 0), 4: 16 }[bytes[3] ?? 0]
  return addressBytes === undefined ? 'wrong' : 6 + addressBytes
}

const deniedReply = 2
// Network unreachable, host unreachable, connection refused, TTL expired.
const noRouteReplies = new Set<number | undefined>([3, 4, 5, 6])

/** null: the way is open. */
function codeOfReply(reply: number | undefined): string | null {
  if (reply === 0) return null
  if (reply === deniedReply) return proxyDeniedCode
  return noRouteReplies.has(reply) ? proxyNoRouteCode : proxyFaultCode
}
