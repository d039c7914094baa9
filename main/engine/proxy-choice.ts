import type { Settings } from '../../preload/contract/settings.ts'
import type { Proxies } from './effects.ts'
import { parsePac } from './pac-answer.ts'
import { makeProxy } from './proxy.ts'
import { isBypassed, isLoopback } from './proxy-bypass.ts'
import type { Proxy } from './route.ts'

/** A proxy that could not be reached is passed over for so long, ms, where the workstation names another. */
const passedOver = 5 * 60_000

type Parts = {
  settings: () => Settings['proxy'] & { password: string }
  /** The workstation's own answer, PAC scripts included, as a PAC script writes it: `PROXY h:p; DIRECT`. */
  resolveSystem: (url: string) => Promise<string>
  now: () => number
}

/** Which proxy a request goes through: the webhook's own wish first, then what the settings say. */
export function openProxyChoice({ settings, resolveSystem, now }: Parts): Proxies {
  const failedAt = new Map<string, number>()
  const isFailed = (proxy: Proxy) => now() - (failedAt.get(keyOf(proxy)) ?? Number.NEGATIVE_INFINITY) < passedOver

  async function chooseSystem(url: URL): Promise<Proxy | null> {
    // SECURITY: a proxy script comes from the network; path and query may be secret, so it sees the origin only.
    const { proxies, direct } = parsePac(await resolveSystem(`${url.origin}/`))
    const [first = null] = proxies
    // SECURITY: past the proxies only where the workstation says so; else the first is tried again.
    return proxies.find((proxy) => !isFailed(proxy)) ?? (direct ? null : first)
  }

  return {
    choose: async (url, wish) => {
      if (wish.kind === 'none') return null
      if (wish.kind === 'manual') return wish.proxy
      const { mode, url: proxyUrl, user, password, bypass } = settings()
      if (isLoopback(url.hostname) || isBypassed(url, bypass)) return null
      switch (mode) {
        case 'none':
          return null
        case 'manual':
          // SECURITY: a proxy is wanted; not to know which is no leave to go straight out.
          if (proxyUrl === '') throw new Error('the settings lack the address of the proxy')
          return makeProxy(proxyUrl, user, password)
        case 'system':
          return chooseSystem(url)
      }
    },
    failed: (proxy) => void failedAt.set(keyOf(proxy), now()),
  }
}

const keyOf = ({ kind, host, port }: Proxy) => `${kind} ${host} ${port}`
