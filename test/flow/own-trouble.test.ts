import { DatabaseSync } from 'node:sqlite'
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

test('secrets that can’t be opened charge no attempt', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  using outside = new DatabaseSync(`${station.folder}/ledger.sqlite`)
  outside.exec("UPDATE webhook SET sealed = x'00'")
  const [id] = await station.fire()
  for (let times = 0; times < 10; times += 1) await station.pass(30_000)
  expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
  expect((await station.webhook(webhook)).status.kind).toBe('active')
})

describe('with no network', () => {
  test('nothing is sent, nothing counted; what waits goes out once there is one', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    station.network.set('down')
    const [id] = await station.fire()
    await station.pass(3_600_000)
    expect(receiver.tcpConnections).toBe(0)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
    expect((await station.detail(id!)).attempts).toEqual([])

    station.network.set('up')
    await station.idle()
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  test('a request that could not connect is no fault of the receiver', async () => {
    await using receiver = await openReceiver()
    const unreachable = receiver.url
    await receiver.close()
    await using station = await openWorkstation({
      proxies: { choose: async () => (station.network.set('down'), null), failed: () => {} },
    })
    const webhook = await station.add({ url: unreachable, caCertificate: receiver.ca })
    const [id] = await station.fire()
    expect((await station.detail(id!)).attempts).toMatchObject([{ counted: false, code: 'no_network' }])
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
    expect((await station.webhook(webhook)).status.kind).toBe('active')
  })

  test('an answer counts all the same: the receiver was there', async () => {
    await using receiver = await openReceiver()
    receiver.always(reply(500))
    await using station = await openWorkstation({
      proxies: { choose: async () => (station.network.set('down'), null), failed: () => {} },
    })
    await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1 })
  })
})

describe('a network that goes and comes back during a request', () => {
  /** A workstation whose network does so once, while the first request is under way. */
  const open = () => {
    let blips = true
    return openWorkstation({
      budget: 300,
      proxies: {
        choose: async () => {
          if (blips) for (const state of ['down', 'up'] as const) station!.network.set(state)
          blips = false
          return null
        },
        failed: () => {},
      },
    }).then((opened) => (station = opened))
  }
  let station: Workstation | undefined

  test.for([{ kind: 'hang' }, { kind: 'reset' }] as const)(
    'is what ended it where no answer came ($kind): nothing is charged, and it goes out again',
    async (behaviour) => {
      await using receiver = await openReceiver()
      receiver.answer(behaviour)
      await using opened = await open()
      const webhook = await add(opened, receiver)
      const [id] = await opened.fire()
      await opened.idle()
      const { delivery, attempts } = await opened.detail(id!)
      expect(attempts.map(({ code, counted }) => [code, counted])).toEqual([
        ['no_network', false],
        ['accepted', true],
      ])
      expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
      expect(await opened.webhook(webhook)).toMatchObject({ waiting: null, status: { kind: 'active' } })
    },
  )

  test('excuses no answer: the receiver was there', async () => {
    await using receiver = await openReceiver()
    receiver.answer(reply(500))
    await using opened = await open()
    await add(opened, receiver)
    const [id] = await opened.fire()
    expect((await opened.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1, lastStatus: 500 })
  })

  test('excuses nothing that began after it', async () => {
    await using receiver = await openReceiver()
    receiver.always({ kind: 'reset' })
    await using opened = await open()
    await add(opened, receiver)
    const [id] = await opened.fire()
    await opened.idle()
    expect((await opened.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1 })
  })
})

test.for(['asleep', 'down'] as const)(
  'a connection from before the network was %s is not used again',
  async (state) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    await station.fire()
    await station.fire()
    expect(receiver.tcpConnections).toBe(1)
    station.network.set(state)
    station.network.set('up')
    const [id] = await station.fire()
    expect(receiver.tcpConnections).toBe(2)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  },
)

describe('when the workstation falls asleep', () => {
  test('requests under way are broken off, count nothing, and go out again at wake', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer({ kind: 'hang' })
    const webhook = await add(station, receiver)
    const { id: event } = await station.call('events.fire', {
      type: 'security.critical',
      data: { severity: 'critical', title: 'A' },
    })
    await receiver.received(1)
    station.network.set('asleep')
    await station.idle()
    const [row] = await station.call('deliveries.page', { filter: { eventId: event } })
    expect(row).toMatchObject({ state: 'queued', attempts: 0, lastCode: 'asleep' })
    expect((await station.webhook(webhook)).status.kind).toBe('active')

    station.clock.jump(8 * 3_600_000)
    station.network.set('up')
    await station.idle()
    const { delivery, attempts } = await station.detail(row!.id)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(attempts.map(({ counted, code }) => [counted, code])).toEqual([
      [false, 'asleep'],
      [true, 'accepted'],
    ])
  })

  test('the row of each request that may have arrived is kept, however often that happens', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always({ kind: 'hang' })
    await add(station, receiver)
    void station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
    for (let times = 1; times <= 3; times += 1) {
      await receiver.received(times)
      station.network.set('asleep')
      await station.idle()
      station.network.set('up')
    }
    await receiver.received(4)
    const [row] = await station.call('deliveries.page', {})
    const { attempts } = await station.detail(row!.id)
    expect(attempts.map(({ code }) => code)).toEqual(['asleep', 'asleep', 'asleep', null])
  })
})

test('a connection that is reset counts while there is a network', async () => {
  await using receiver = await openReceiver()
  receiver.always({ kind: 'reset' })
  await using station = await openWorkstation()
  await add(station, receiver)
  const [id] = await station.fire()
  expect((await station.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1 })
})

test('a request that left keeps the number it said it has', async () => {
  await using receiver = await openReceiver()
  receiver.always({ kind: 'hang' })
  let toSleep = true
  await using station = await openWorkstation({
    proxies: {
      choose: async () => {
        // Before a byte has left, the first time.
        if (toSleep) station.network.set('asleep')
        toSleep = false
        return null
      },
      failed: () => {},
    },
  })
  await add(station, receiver)
  await station.fire()
  station.network.set('up')
  await receiver.received(1)
  station.network.set('asleep')
  await station.idle()
  const [row] = await station.call('deliveries.page', {})
  const { attempts } = await station.detail(row!.id)
  expect(attempts.map(({ number, code }) => [number, code])).toEqual([
    [1, 'asleep'],
    [2, 'asleep'],
  ])
  expect(receiver.requests[0]?.headers['x-castellan-attempt']).toBe('2')
})

test('a redelivery that a crash broke off goes on by itself, as a redelivery', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  const [id] = await station.fire()
  receiver.answer({ kind: 'hang' })
  await station.call('deliveries.redeliver', { ids: [id!] })
  await receiver.received(2)
  station.restart()
  await station.idle()
  const { delivery, attempts } = await station.detail(id!)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  expect(attempts.map(({ manual, code }) => [manual, code])).toEqual([
    [false, 'accepted'],
    [true, 'unknown'],
    [true, 'accepted'],
  ])
})
