import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)

async function exhaust(station: Workstation) {
  for (const gap of gaps) await station.pass(gap)
}

/** Oldest first. */
const notices = (station: Workstation) =>
  station
    .ledger()
    .notices.page(null, 100)
    .toReversed()
    .map(({ kind, reason }) => [kind, reason])

const failing = ['early', 'HTTP 503, receiver unavailable']
const exhausted = ['disabled', 'All 5 attempts of a delivery failed. Last: HTTP 503, receiver unavailable']
const recovered = ['recovered', 'A delivery arrived']

test('the third failed attempt is told early, the automatic disabling once, the first success after it once', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(503))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.pass(gaps[0]!)
  expect(notices(station)).toEqual([])
  await station.pass(gaps[1]!)
  expect(notices(station)).toEqual([failing])
  await station.pass(gaps[2]!)
  await station.pass(gaps[3]!)
  expect(notices(station)).toEqual([failing, exhausted])

  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: webhook })
  await station.fire()
  await station.fire()
  expect(notices(station)).toEqual([failing, exhausted, recovered])
})

test('a stretch of failures is told early once, until something succeeds', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(503))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.fire()
  await station.pass(gaps[0]!)
  await station.pass(gaps[1]!)
  expect(notices(station)).toEqual([failing])

  receiver.always(reply(200))
  await station.pass(gaps[2]!)
  expect(notices(station)).toEqual([failing, recovered])
  receiver.always(reply(503))
  await station.fire()
  await station.pass(gaps[0]!)
  await station.pass(gaps[1]!)
  expect(notices(station)).toEqual([failing, recovered, failing])
})

test.for(['the engine', 'the analyst'])(
  'after %s disabled it, an enabling begins a new stretch: it is told early again',
  async (by) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always(reply(503))
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()
    if (by === 'the engine') await exhaust(station)
    else for (const gap of gaps.slice(0, 2)) await station.pass(gap)
    await station.call('webhooks.disable', { id: webhook })
    await station.call('webhooks.enable', { id: webhook })
    const told = notices(station)
    expect(told).toEqual(by === 'the engine' ? [failing, exhausted] : [failing])

    await station.fire()
    await station.fire()
    for (const gap of gaps.slice(0, 2)) await station.pass(gap)
    expect(notices(station)).toEqual([...told, failing])
  },
)

test('of a webhook that was deleted meanwhile nothing is told', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(410))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const { ledger } = station
  receiver.hold()
  void station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
  await receiver.received(1)
  // The answer comes first, and is settled behind the deletion.
  ledger().write(() => ledger().webhooks.setRemoved(webhook, station.clock.now()))
  receiver.release()
  await station.idle()
  expect(notices(station)).toEqual([])
})

test('410 is told once, however many deliveries were under way', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(410))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  const fired = Array.from({ length: 5 }, () =>
    station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } }),
  )
  await Promise.all(fired)
  await receiver.received(5)
  receiver.release()
  await station.idle()
  expect(notices(station)).toEqual([['disabled', 'HTTP 410, gone for good']])
})

test('what the analyst does is told to nobody: disabling, tests, redeliveries', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  receiver.always(reply(410))
  for (let times = 0; times < 5; times += 1) {
    await station.call('deliveries.redeliver', { ids: [id!] })
    await station.call('webhooks.test', { id: webhook, draft: null })
    await station.idle()
  }
  receiver.always(reply(200))
  await station.call('webhooks.disable', { id: webhook })
  await station.call('webhooks.enable', { id: webhook })
  await station.fire()
  expect(notices(station)).toEqual([])
})

test('a crash between the disabling and its notice is not possible: a restart shows both, once', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(503))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await exhaust(station)
  station.restart()
  await station.pass(3_600_000)
  expect(notices(station)).toEqual([failing, exhausted])
})

test('the first verified connection decides the class of address, and each shows its certificate', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  station.ledger().write(() => station.ledger().webhooks.agreeTo(webhook, null))
  await station.fire()
  const view = await station.webhook(webhook)
  expect(view.addressClass).toBe('loopback')
  expect(view.certificate).toMatchObject({ issuer: expect.any(String), validTo: expect.any(Number) })
})
