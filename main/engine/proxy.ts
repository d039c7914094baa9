import type { Proxy } from './route.ts'

/** Where a URL names no port (RFC 9110 §4.2, RFC 1928 §3). */
const usualPorts = { http: 80, https: 443, socks5: 1080 }

/** `url`: `http://host:port`, `https://host:port` or `socks5://host:port`, as the contract normalises it. */
export function makeProxy(url: string, user: string, password: string): Proxy {
  const { protocol, hostname, port } = new URL(url)
  const kind = protocol === 'https:' ? 'https' : protocol === 'socks5:' ? 'socks5' : 'http'
  return { kind, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usualPorts[kind], user, password }
}

/** What of a proxy may never be shown: the password, and what Basic authentication makes of it (RFC 7617). */
export const secretsOfProxy = ({ user, password }: Proxy): string[] =>
  password === '' ? [] : [password, `${user}:${password}`]
