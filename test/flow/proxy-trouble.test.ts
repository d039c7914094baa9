import { describe, expect, test } from 'vitest'
import type { Proxies } from '../../main/engine/effects.ts'
import type { Proxy } from '../../main/engine/route.ts'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

/** Nothing listens there. */
const goneProxy: Proxy = { kind: 'http', host: '127.0.0.1', port: 1, user: '', password: '' }

/** A proxy that can be switched off and on, and what was reported of it. */
function switchableProxy() {
  const failed: Proxy[] = []
  const state = { broken: true }
  const proxies: Proxies = {
    choose: async () => (state.broken ? goneProxy : null),
    failed: (proxy) => void failed.push(proxy),
  }
  return { failed, state, proxies }
}

const add = (station: Workstation, receiver: Receiver, draft: object = {}) =>
  station.add({ url: receiver.url, caCertificate: receiver.ca, ...draft })

const fireMany = (station: Workstation, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: `${index}` } }),
    ),
  )

const states = async (station: Workstation) =>
  (await station.call('deliveries.page', {})).map(({ state, attempts }) => [state, attempts])

describe('a proxy of the workstation that is down', () => {
  test('charges no attempt, says what the webhook waits for, and leaves it Active', async () => {
    await using receiver = await openReceiver()
    const { proxies, failed } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    const webhook = await add(station, receiver)
    const [id] = await station.fire()

    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
    const view = await station.webhook(webhook)
    expect(view).toMatchObject({ status: { kind: 'active' }, lastAttempt: null, pending: 1 })
    expect(view.waiting).toMatchObject({ since: station.clock.now() })
    expect(failed).toEqual([goneProxy])
    expect(receiver.tcpConnections).toBe(0)
  })

  test('is looked for every 30 s by one request, however many deliveries wait', async () => {
    await using receiver = await openReceiver()
    const { proxies, failed } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    await add(station, receiver)
    await station.fire()
    await fireMany(station, 20)
    await station.idle()
    expect(failed).toHaveLength(1)

    await station.pass(29_999)
    expect(failed).toHaveLength(1)
    await station.pass(1)
    expect(failed).toHaveLength(2)
    await station.pass(30_000)
    expect(failed).toHaveLength(3)
    expect(await states(station)).toEqual(Array.from({ length: 21 }, () => ['queued', 0]))
  })

  test('keeps one attempt row however long it lasts, and never uses up the five attempts', async () => {
    await using receiver = await openReceiver()
    const { proxies, state } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    const webhook = await add(station, receiver)
    const [id] = await station.fire()
    for (let times = 0; times < 20; times += 1) await station.pass(30_000)
    expect((await station.detail(id!)).attempts).toMatchObject([
      { number: 1, counted: false, code: 'proxy_unreachable', startedAt: station.clock.now() },
    ])

    state.broken = false
    await station.pass(30_000)
    const { delivery, attempts } = await station.detail(id!)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(attempts.map(({ number, counted, code }) => [number, counted, code])).toEqual([
      [1, false, 'proxy_unreachable'],
      [2, true, 'accepted'],
    ])
    expect(await station.webhook(webhook)).toMatchObject({ waiting: null, status: { kind: 'active' } })
  })

  test('is tried at once when the settings or the webhook are saved', async () => {
    await using receiver = await openReceiver()
    const { proxies, state, failed } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    await add(station, receiver)
    await station.fire()
    await station.call('settings.update', { delivery: { retrySteps: [5, 30, 120, 600] } })
    await station.idle()
    expect(failed).toHaveLength(2)
    state.broken = false
    await station.call('settings.update', { delivery: { retrySteps: [5, 30, 120, 600] } })
    await station.idle()
    expect(await states(station)).toEqual([['delivered', 1]])
  })

  test('is no matter any more once nothing is left to send', async () => {
    await using receiver = await openReceiver()
    const { proxies } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    const webhook = await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.webhook(webhook)).waiting).not.toBeNull()
    await station.call('deliveries.cancel', { id: id! })
    expect((await station.webhook(webhook)).waiting).toBeNull()
  })

  test('does not undo the attempts that failed before it', async () => {
    await using receiver = await openReceiver()
    const { proxies, state } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    state.broken = false
    const webhook = await add(station, receiver)
    receiver.always(reply(500))
    const [id] = await station.fire()
    state.broken = true
    await station.pass(5000)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1 })
    expect((await station.webhook(webhook)).status).toMatchObject({ kind: 'warning' })
  })

  test('lets a redelivery wait as what it is: the analyst’s own', async () => {
    await using receiver = await openReceiver()
    const { proxies, state } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    state.broken = false
    await add(station, receiver)
    const [id] = await station.fire()
    state.broken = true
    await station.call('deliveries.redeliver', { ids: [id!] })
    await station.idle()
    state.broken = false
    await station.pass(30_000)
    const { delivery, attempts } = await station.detail(id!)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(attempts.map(({ manual, counted }) => [manual, counted])).toEqual([
      [false, true],
      [true, false],
      [true, true],
    ])
  })

  test('keeps the order where order is kept', async () => {
    await using receiver = await openReceiver()
    const { proxies, state } = switchableProxy()
    await using station = await openWorkstation({ proxies })
    await add(station, receiver, { keepOrder: true })
    for (let index = 0; index < 12; index += 1) await station.fire({ title: `${index}` })
    state.broken = false
    for (let seconds = 0; seconds < 40; seconds += 1) await station.pass(1000)
    const titles = receiver.requests.map(({ body }) => JSON.parse(body).data.title)
    expect(titles).toEqual(Array.from({ length: 12 }, (_, index) => `${index}`))
  })
})

describe('a workstation that does not say which proxy to use', () => {
  const open = () => {
    const state = { broken: true }
    const proxies: Proxies = {
      choose: async () => {
        if (state.broken) throw new Error('the proxy script is broken')
        return null
      },
      failed: () => {},
    }
    return { state, proxies }
  }

  test('sends nothing past a proxy: the delivery waits, uncounted, until it says so again', async () => {
    await using receiver = await openReceiver()
    const { proxies, state } = open()
    await using station = await openWorkstation({ proxies })
    const webhook = await add(station, receiver)
    const [id] = await station.fire()
    for (let times = 0; times < 10; times += 1) await station.pass(30_000)
    expect(receiver.tcpConnections).toBe(0)
    const waiting = await station.detail(id!)
    expect(waiting.delivery).toMatchObject({ state: 'queued', attempts: 0 })
    expect(waiting.attempts).toMatchObject([{ counted: false, code: 'proxy_fault' }])
    expect(waiting.attempts[0]?.explanation?.what).toContain('did not say which proxy')
    const view = await station.webhook(webhook)
    expect(view).toMatchObject({ status: { kind: 'active' }, lastAttempt: null })
    expect(view.waiting).not.toBeNull()

    state.broken = false
    await station.pass(30_000)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(await station.webhook(webhook)).toMatchObject({ waiting: null })
  })

  test('fails a test with the same words, and sends nothing either', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation({ proxies: open().proxies })
    const id = await add(station, receiver)
    const report = await station.call('webhooks.test', { id, draft: null })
    expect(report).toMatchObject({ ok: false, code: 'proxy_fault', sent: null })
    expect(report.explanation?.what).toContain('did not say which proxy')
    expect(receiver.tcpConnections).toBe(0)
  })

  test('has no network where there is none: a script that comes from there can’t be read', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation({
      proxies: {
        choose: async () => {
          station.network.set('down')
          throw new Error('the proxy script can not be read')
        },
        failed: () => {},
      },
    })
    await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.detail(id!)).attempts).toMatchObject([{ counted: false, code: 'no_network' }])
  })
})
