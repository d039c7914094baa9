import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { Log } from '../log.ts'
import type { Proxies, ProxyWish } from './effects.ts'
import type { Route } from './route.ts'

/** A proxy script of the workstation that takes longer than this, ms, gave no answer. */
const mostChoosing = 2000

/** Another of its proxies may do, where the workstation names some. */
const passedOver = new Set<OutcomeCode>(['proxy_unreachable', 'proxy_blocked'])

type Way = { url: URL; route: Route; proxyWish: ProxyWish }

/** Which way a request takes now: the proxy is asked for anew each time, for networks change under a laptop. */
export function openRouteChoice({ proxies, log }: { proxies: Proxies; log: Pick<Log, 'error'> }) {
  return {
    /**
     * `way` with its proxy filled in; null where the chooser fails or is slow.
     * SECURITY: nothing goes straight out then: it could pass by a proxy that has to be used.
     */
    async choose<W extends Way>(way: W): Promise<W | null> {
      if (way.proxyWish.kind === 'none') return way
      try {
        const proxy = await inTime(proxies.choose(way.url, way.proxyWish))
        return proxy === null ? way : { ...way, route: { ...way.route, proxy } }
      } catch (error) {
        log.error('the proxy could not be chosen', error)
        return null
      }
    },
    learn({ route }: Way, code: OutcomeCode): void {
      if (passedOver.has(code) && route.proxy !== null) proxies.failed(route.proxy)
    },
  }
}

function inTime<T>(choosing: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${mostChoosing} ms`)), mostChoosing)
  })
  return Promise.race([choosing, late]).finally(() => clearTimeout(timer))
}
