import { afterEach, expect, test, vi } from 'vitest'
import { noProxies, type Proxies } from '../../../main/engine/effects.ts'
import type { Proxy } from '../../../main/engine/route.ts'
import { openRouteChoice } from '../../../main/engine/route-choice.ts'
import { aTarget } from './samples.ts'

const proxy: Proxy = { kind: 'http', host: 'proxy.corp', port: 8080, user: '', password: '' }

const never = new AbortController().signal

function openSample(given: Partial<Proxies>) {
  const errors: string[] = []
  const log = { error: (what: string) => void errors.push(what) }
  return { errors, routes: openRouteChoice({ proxies: { ...noProxies, ...given }, log }) }
}

afterEach(() => void vi.useRealTimers())

test('a request goes through the proxy that is chosen for its URL and wish', async () => {
  const asked: unknown[] = []
  const { routes } = openSample({ choose: async (url, wish) => (asked.push([url.href, wish.kind]), proxy) })
  expect((await routes.choose(aTarget({ url: 'https://a.example/x' }), never))?.route.proxy).toEqual(proxy)
  expect(asked).toEqual([['https://a.example/x', 'settings']])
})

test('a webhook that wants no proxy gets none, and nobody is asked', async () => {
  const { routes } = openSample({ choose: async () => proxy })
  const chosen = await routes.choose(aTarget({ proxyWish: { kind: 'none' } }), never)
  expect(chosen?.route.proxy).toBeNull()
})

test('a chooser that says there is none sends straight out', async () => {
  const { routes, errors } = openSample({ choose: async () => null })
  expect((await routes.choose(aTarget(), never))?.route.proxy).toBeNull()
  expect(errors).toEqual([])
})

test('a chooser that fails leaves no way to send by, and is logged', async () => {
  const { routes, errors } = openSample({
    choose: () => Promise.reject(new Error('the script of the proxy is broken')),
  })
  expect(await routes.choose(aTarget(), never)).toBeNull()
  expect(errors).toEqual(['the proxy could not be chosen'])
})

test('a chooser that does not answer within 2 s leaves no way to send by', async () => {
  vi.useFakeTimers()
  const { routes } = openSample({ choose: () => new Promise(() => {}) })
  let chosen: unknown
  void routes.choose(aTarget(), never).then((way) => (chosen = way))
  await vi.advanceTimersByTimeAsync(1999)
  expect(chosen).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  expect(chosen).toBeNull()
})

test('choosing ends with the request it is for, and that is no error', async () => {
  const { routes, errors } = openSample({ choose: () => new Promise(() => {}) })
  const stop = new AbortController()
  const chosen = routes.choose(aTarget(), stop.signal)
  stop.abort()
  expect(await chosen).toBeNull()
  expect(await routes.choose(aTarget(), stop.signal)).toBeNull()
  expect(errors).toEqual([])
})

test('a proxy that could not be reached is reported as failed; one that refuses is not', async () => {
  const failed: Proxy[] = []
  const { routes } = openSample({ failed: (one) => void failed.push(one) })
  const way = aTarget({ route: { ...aTarget().route, proxy } })
  routes.learn(way, 'proxy_auth')
  routes.learn(aTarget(), 'proxy_unreachable')
  expect(failed).toEqual([])
  for (const code of ['proxy_unreachable', 'proxy_blocked'] as const) routes.learn(way, code)
  expect(failed).toEqual([proxy, proxy])
})
