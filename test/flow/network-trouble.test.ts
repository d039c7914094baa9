import { describe, expect, test } from 'vitest'
import type { NetworkState } from '../../preload/contract/changes.ts'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const add = (station: Workstation, receiver: Receiver) => station.add({ url: receiver.url, caCertificate: receiver.ca })

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

  test('a request that is about to leave does not, and nothing is counted', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation({
      proxies: { choose: async () => (station.network.set('down'), null), failed: () => {} },
    })
    await add(station, receiver)
    const [id] = await station.fire()
    expect(receiver.tcpConnections).toBe(0)
    expect((await station.detail(id!)).attempts).toMatchObject([{ counted: false, code: 'no_network' }])
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
  })

  test('a request that could not connect is no fault of the receiver', async () => {
    await using receiver = await openReceiver()
    const unreachable = receiver.url
    await receiver.close()
    await using station = await openCut(['down'])
    const webhook = await station.add({ url: unreachable, caCertificate: receiver.ca })
    const [id] = await station.fire()
    expect((await station.detail(id!)).attempts).toMatchObject([{ counted: false, code: 'no_network' }])
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
    expect((await station.webhook(webhook)).status.kind).toBe('active')
  })

  test('an answer counts all the same: the receiver was there', async () => {
    await using receiver = await openReceiver()
    receiver.answer(reply(500))
    await using station = await openCut(['down'])
    await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1 })
  })
})

/** A workstation whose network changes as soon as the first request has ended, before anybody has looked at how. */
async function openCut(states: NetworkState[]): Promise<Workstation> {
  const station: Workstation = await openWorkstation({
    watchSend: (send) => async (request, options) => {
      const result = await send(request, options)
      for (const state of states.splice(0)) station.network.set(state)
      return result
    },
  })
  return station
}

const ends = (attempts: { code: string | null; counted: boolean }[]) =>
  attempts.map(({ code, counted }) => [code, counted])

describe('a network that goes and comes back during a request', () => {
  test('ends it: nothing is charged, and it goes out again without waiting for its budget', async () => {
    await using receiver = await openReceiver()
    receiver.answer({ kind: 'hang' })
    await using station = await openWorkstation({ budget: 600_000 })
    const webhook = await add(station, receiver)
    void station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
    await receiver.received(1)
    for (const state of ['down', 'up'] as const) station.network.set(state)
    await receiver.received(2)
    await station.idle()
    const [row] = await station.call('deliveries.page', {})
    const { delivery, attempts } = await station.detail(row!.id)
    expect(ends(attempts)).toEqual([
      ['no_network', false],
      ['accepted', true],
    ])
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(await station.webhook(webhook)).toMatchObject({ waiting: null, status: { kind: 'active' } })
  })

  test('ends one that is about to leave, and what is due is not idle until it has gone again', async () => {
    await using receiver = await openReceiver()
    const blips: NetworkState[] = ['down', 'up']
    await using station: Workstation = await openWorkstation({
      proxies: {
        choose: async () => {
          for (const state of blips.splice(0)) station.network.set(state)
          return null
        },
        failed: () => {},
      },
    })
    await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  test('is what reset its connection', async () => {
    await using receiver = await openReceiver()
    receiver.answer({ kind: 'reset' })
    await using station = await openCut(['down', 'up'])
    await add(station, receiver)
    const [id] = await station.fire()
    const { delivery, attempts } = await station.detail(id!)
    expect(ends(attempts)).toEqual([
      ['no_network', false],
      ['accepted', true],
    ])
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  test('excuses no answer: the receiver was there', async () => {
    await using receiver = await openReceiver()
    receiver.answer(reply(500))
    await using station = await openCut(['down', 'up'])
    await add(station, receiver)
    const [id] = await station.fire()
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'retrying', attempts: 1, lastStatus: 500 })
  })

  test('excuses nothing that began after it', async () => {
    await using receiver = await openReceiver()
    receiver.always({ kind: 'reset' })
    await using station = await openCut(['down', 'up'])
    await add(station, receiver)
    const [id] = await station.fire()
    const { delivery, attempts } = await station.detail(id!)
    expect(ends(attempts)).toEqual([
      ['no_network', false],
      ['connection_reset', true],
    ])
    expect(delivery).toMatchObject({ state: 'retrying', attempts: 1 })
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
