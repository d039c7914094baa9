import { makeProxy } from './proxy.ts'
import type { Proxy } from './route.ts'

// SOCKS without a number once meant version 4; servers of today speak 5, and ours is the only one we speak.
const schemes = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS', 'socks5'],
  ['SOCKS4', 'socks5'],
  ['SOCKS5', 'socks5'],
])

/**
 * Reads what a proxy script answers: `PROXY h:p; HTTPS h:p; SOCKS5 h:p; DIRECT`. What is not understood is left out;
 * an empty answer means `DIRECT`, as in Chromium. Nothing after `DIRECT` counts. Throws where nothing is understood.
 */
export function parsePac(answer: string): { proxies: Proxy[]; direct: boolean } {
  const proxies: Proxy[] = []
  for (const entry of answer.split(';')) {
    const [word = '', address = ''] = entry.trim().split(/\s+/)
    if (word.toUpperCase() === 'DIRECT') return { proxies, direct: true }
    const scheme = schemes.get(word.toUpperCase())
    const url = scheme === undefined ? null : URL.parse(`${scheme}://${address}`)
    if (url && url.hostname !== '') proxies.push(makeProxy(url.href, '', ''))
  }
  const isEmpty = answer.split(';').every((entry) => entry.trim() === '')
  // SECURITY: past a proxy only where the workstation says so, never because its answer is not understood.
  if (proxies.length === 0 && !isEmpty) throw new Error(`no proxy that can be used in: ${answer}`)
  return { proxies, direct: isEmpty }
}
