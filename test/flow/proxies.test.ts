import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProxyChoice } from '../../main/engine/proxy-choice.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeCa } from '../support/certificates.ts'
import { makeFakeClock } from '../support/fake-clock.ts'
import { openProxy } from '../support/proxies.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const host = 'soar.corp.example'
const password = 'hunter22/of+the proxy'
const ca = await makeCa()
const issued = await ca.issue({ names: [host] })

/** A receiver only a proxy finds, and a workstation whose own proxies are what `answer` says. */
async function open(answer: () => string = () => 'DIRECT') {
  const receiver = await openReceiver({ ca, cert: issued.certPem, key: issued.keyPem })
  const clock = makeFakeClock()
  const asked: string[] = []
  const proxies = openProxyChoice({
    settings: () => ({ ...settingsSchema.parse({}).proxy, password: '' }),
    resolveSystem: async (url) => {
      asked.push(url)
      return answer()
    },
    now: clock.now,
  })
  const station = await openWorkstation({ clock, proxies, lookupClass: async () => null })
  const url = `https://${host}:${receiver.port}/hook/T0KEN?sig=SECRET`
  return {
    receiver,
    station,
    asked,
    draft: { url, caCertificate: ca.pem },
    async [Symbol.asyncDispose]() {
      await station.close()
      await receiver.close()
    },
  }
}

test.for(['http', 'socks5'] as const)(
  'a webhook’s own %s proxy is used with its user and password: sealed, kept by later saves, and never shown',
  async (kind) => {
    await using receiver = await openReceiver()
    await using way = await openProxy({ kind, user: 'analyst', password })
    await using station = await openWorkstation()
    const proxy = { kind: 'manual', url: `${kind}://127.0.0.1:${way.port}`, user: 'analyst', password } as const
    const draft = { caCertificate: receiver.ca, proxy }
    const id = await station.add({ ...draft, url: receiver.url })
    await station.fire()
    const named = { name: 'B', url: null, events: ['security.critical' as const] }
    await station.call('webhooks.update', { id, draft: { ...named, ...draft, proxy: { ...proxy, password: null } } })
    const [delivery = ''] = await station.fire()
    const basic = Buffer.from(`analyst:${password}`).toString('base64')
    const seen = kind === 'http' ? `Basic ${basic}` : `analyst:${password}`
    expect(new Set(way.asked.map(({ authorization }) => authorization))).toEqual(new Set([seen]))
    expect(receiver.requests).toHaveLength(2)

    const detail = await station.detail(delivery)
    const told = JSON.stringify([detail, await station.call('app.snapshot', {}), station.messages, station.errors])
    const files = readdirSync(station.folder).map((name) => readFileSync(join(station.folder, name)))
    for (const place of [Buffer.from(told), ...files])
      for (const secret of [password, encodeURIComponent(password), basic]) expect(place.includes(secret)).toBe(false)
  },
)

test('a proxy that wants another password holds the webhook up, and charges no attempt', async () => {
  await using receiver = await openReceiver()
  await using way = await openProxy({ kind: 'http', user: 'analyst', password })
  await using station = await openWorkstation()
  const proxy = { kind: 'manual', url: `http://127.0.0.1:${way.port}`, user: 'analyst', password: 'old' } as const
  const draft = { caCertificate: receiver.ca, proxy }
  const id = await station.add({ ...draft, url: receiver.url })
  const [delivery = ''] = await station.fire()
  expect(await station.webhook(id)).toMatchObject({
    status: { kind: 'active' },
    waiting: { since: expect.any(Number) },
  })
  const named = { name: 'B', url: null, events: ['security.critical' as const] }
  await station.call('webhooks.update', { id, draft: { ...named, ...draft, proxy: { ...proxy, password } } })
  await station.idle()
  expect(await station.detail(delivery)).toMatchObject({ delivery: { state: 'delivered', attempts: 1 } })
  expect(await station.webhook(id)).toMatchObject({ waiting: null })
})

test('a receiver is reached by the proxy the workstation names for its origin', async () => {
  await using way = await openProxy({ kind: 'http', names: { [host]: '127.0.0.1' } })
  await using opened = await open(() => `PROXY 127.0.0.1:${way.port}; DIRECT`)
  const { station, receiver, draft } = opened
  await station.add(draft)
  const [delivery = ''] = await station.fire()
  expect(opened.asked).toEqual([`https://${host}:${receiver.port}/`])
  expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook/T0KEN?sig=SECRET'])
  const { attempts } = await station.detail(delivery)
  expect(attempts).toMatchObject([{ code: 'accepted', trace: { proxy: `http://127.0.0.1:${way.port}` } }])
})

test('of its proxies one that is down is passed over, and no attempt is charged for it', async () => {
  await using way = await openProxy({ kind: 'http', names: { [host]: '127.0.0.1' } })
  const gone = await openProxy({ kind: 'http' })
  await gone.close()
  await using opened = await open(() => `PROXY 127.0.0.1:${gone.port}; PROXY 127.0.0.1:${way.port}`)
  const { station, receiver, draft } = opened
  const id = await station.add(draft)
  const [delivery = ''] = await station.fire()
  expect(await station.webhook(id)).toMatchObject({
    status: { kind: 'active' },
    waiting: { since: expect.any(Number) },
  })
  expect(receiver.requests).toEqual([])
  await station.pass(30_000)
  expect(receiver.requests).toHaveLength(1)
  expect(await station.detail(delivery)).toMatchObject({ delivery: { state: 'delivered', attempts: 1 } })
  expect(await station.webhook(id)).toMatchObject({ waiting: null })
})

test('a test finds out as well that a proxy is down: the next one takes another', async () => {
  await using way = await openProxy({ kind: 'http', names: { [host]: '127.0.0.1' } })
  const gone = await openProxy({ kind: 'http' })
  await gone.close()
  await using opened = await open(() => `PROXY 127.0.0.1:${gone.port}; PROXY 127.0.0.1:${way.port}`)
  const id = await opened.station.add(opened.draft)
  const press = () => opened.station.call('webhooks.test', { id, draft: null })
  expect(await press()).toMatchObject({ code: 'proxy_unreachable' })
  expect(await press()).toMatchObject({ ok: true, trace: { proxy: `http://127.0.0.1:${way.port}` } })
})

test('choosing the proxy takes of the budget, of a delivery as of a test', async () => {
  await using receiver = await openReceiver()
  const budgets: number[] = []
  const choose = async () => {
    for (const end = performance.now() + 40; performance.now() < end;);
    return null
  }
  await using station = await openWorkstation({
    proxies: { choose, failed: () => {} },
    watchSend: (send) => (request, options) => (budgets.push(options.budget ?? 0), send(request, options)),
  })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.call('webhooks.test', { id, draft: null })
  expect(budgets).toHaveLength(2)
  expect(Math.max(...budgets)).toBeLessThanOrEqual(10_000 - 40)
})

test('a webhook that is disabled while its proxy is being chosen waits for the chooser no more', async () => {
  await using receiver = await openReceiver()
  const asked = Promise.withResolvers<void>()
  const choose = () => (asked.resolve(), new Promise<never>(() => {}))
  await using station = await openWorkstation({ proxies: { choose, failed: () => {} } })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
  await asked.promise
  await station.call('webhooks.disable', { id })
  await station.idle()
  const [row] = await station.call('deliveries.page', {})
  expect(row).toMatchObject({ state: 'held', lastCode: 'stopped' })
  expect(station.errors).toEqual([])
})
