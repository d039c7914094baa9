import type { Socket } from 'node:net'
import { ConnectError } from './connect-fault.ts'
import { proxyAuthCode, proxyDeniedCode, proxyFaultCode, proxyNoRouteCode } from './fault-codes.ts'
import { type Length, readMessage } from './proxy-read.ts'
import type { Proxy } from './route.ts'

/** Asks an HTTP proxy for a way to the receiver (RFC 9110, 9.3.6). Rejects with a ConnectError where it gives none. */
export async function askHttpProxy(socket: Socket, host: string, port: number, proxy: Proxy): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  socket.write([`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, ...authorize(proxy), '', ''].join('\r\n'))
  const head = await readMessage(socket, lengthOfHead)
  const code = codeOfStatus(Number(/^HTTP\/1\.[01] (\d{3})(?:[ \r])/.exec(head.toString('latin1'))?.[1]))
  if (code !== null) throw new ConnectError(code)
}

// Without being asked first (RFC 7617, 2.2): many proxies close the connection with their question.
const authorize = ({ user, password }: Proxy) =>
  user === '' ? [] : [`Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`]

const start = Buffer.from('HTTP/1.')
const end = Buffer.from('\r\n\r\n')

function lengthOfHead(bytes: Buffer): Length {
  // What speaks something else may never send the end that is waited for.
  if (!start.subarray(0, bytes.length).equals(bytes.subarray(0, start.length))) return 'wrong'
  const at = bytes.indexOf(end)
  return at === -1 ? 'more' : at + end.length
}

/** null: the way is open. */
function codeOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status === 407) return proxyAuthCode
  if (status === 502 || status === 503 || status === 504) return proxyNoRouteCode
  return status >= 400 && status < 500 ? proxyDeniedCode : proxyFaultCode
}
