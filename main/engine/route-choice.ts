import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { Log } from '../log.ts'
import type { Proxies, ProxyWish } from './effects.ts'
import type { Route } from './route.ts'

/** A proxy script of the workstation that takes longer than this, ms, gave no answer. */
const mostChoosing = 2000

/** Another of its proxies may do, where the workstation names some. */
export const passedOver: ReadonlySet<OutcomeCode> = new Set<OutcomeCode>(['proxy_unreachable', 'proxy_blocked'])

type Way = { url: URL; route: Route; proxyWish: ProxyWish }

export type RouteChoice = ReturnType<typeof openRouteChoice>

/** Which way a request takes now: the proxy is asked for anew each time, for networks change under a laptop. */
export function openRouteChoice({ proxies, log }: { proxies: Proxies; log: Pick<Log, 'error'> }) {
  return {
    /**
     * `way` with its proxy filled in; null where the chooser fails or is slow, or the signal ends it.
     * SECURITY: nothing goes straight out then: it could pass by a proxy that has to be used.
     */
    async choose<W extends Way>(way: W, signal: AbortSignal): Promise<W | null> {
      if (way.proxyWish.kind === 'none') return way
      try {
        const proxy = await inTime(proxies.choose(way.url, way.proxyWish), signal)
        return proxy === null ? way : { ...way, route: { ...way.route, proxy } }
      } catch (error) {
        if (!signal.aborted) log.error('the proxy could not be chosen', error)
        return null
      }
    },
    learn({ route }: Way, code: OutcomeCode): void {
      if (passedOver.has(code) && route.proxy !== null) proxies.failed(route.proxy)
    },
  }
}

function inTime<T>(choosing: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${mostChoosing} ms`)), mostChoosing)
  const stop = () => reject(new Error('stopped'))
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  return Promise.race([choosing, late]).finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  })
}
