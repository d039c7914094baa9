import { describe, expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const hour = 3_600_000
const add = (station: Workstation, receiver: Receiver, draft: object = {}) =>
  station.add({ url: receiver.url, caCertificate: receiver.ca, ...draft })

async function fireMany(station: Workstation, count: number): Promise<void> {
  const fire = (_: unknown, index: number) =>
    station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: `event ${index}` } })
  await Promise.all(Array.from({ length: count }, fire))
}

const titles = (receiver: Receiver) => receiver.requests.map(({ body }) => JSON.parse(body).data.title)

describe.for([
  ['forward', 5 * hour],
  ['back', -5 * hour],
] as const)('a clock set %s', ([, by]) => {
  test('leaves each wait as long as it was', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(500), reply(500))
    await add(station, receiver)
    await station.fire()
    await station.pass(2000)
    station.clock.jump(by)

    await station.pass(2999)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(2)
    station.clock.jump(by)
    await station.pass(29_999)
    expect(receiver.requests).toHaveLength(2)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(3)
  })

  test('neither stalls a rate limit nor lets it burst', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver, { ratePerMinute: 60 })
    await fireMany(station, 4)
    await station.idle()
    station.clock.jump(by)
    await station.pass(999)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(2)
    await station.pass(1000)
    expect(receiver.requests).toHaveLength(3)
  })

  test('delays no event and no redelivery that comes after it', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    station.clock.jump(by)
    const [id] = await station.fire()
    station.clock.jump(by)
    await station.call('deliveries.redeliver', { ids: [id!] })
    await station.idle()
    expect(receiver.requests).toHaveLength(2)
  })

  test('changes nothing about which webhook is disabled', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(500))
    const webhook = await add(station, receiver)
    await station.fire()
    station.clock.jump(by)
    await station.fire()
    receiver.always(reply(500))
    for (const gap of [5, 30, 120, 600]) await station.pass(gap * 1000)
    expect(receiver.requests).toHaveLength(6)
    expect((await station.webhook(webhook)).status.kind).toBe('warning')
  })
})

test('after sleep, real time has passed: what fell due goes out, what did not still waits', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500), reply(503, { 'retry-after': '3600' }))
  await add(station, receiver)
  await station.fire({ title: 'soon' })
  await station.fire({ title: 'later' })
  station.network.set('asleep')
  station.clock.jump(60_000)
  station.network.set('up')
  await station.idle()
  expect(titles(receiver)).toEqual(['soon', 'later', 'soon'])
  await station.pass(hour - 60_001)
  expect(receiver.requests).toHaveLength(3)
  await station.pass(1)
  expect(titles(receiver)).toEqual(['soon', 'later', 'soon', 'later'])
})

test.for([
  ['back', 'for hours', -3 * hour],
  ['back', 'to just before', -60_000],
] as const)('a clock set %s during sleep, %s, lets no wait grow', async ([, , by]) => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await add(station, receiver)
  await station.fire()
  station.network.set('asleep')
  station.clock.jump(by)
  station.network.set('up')
  await station.pass(4999)
  expect(receiver.requests).toHaveLength(1)
  await station.pass(1)
  expect(receiver.requests).toHaveLength(2)
})

test('a clock set back in the middle of sleep, and looked at there, is still known of at wake', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await add(station, receiver)
  await station.fire()
  station.network.set('asleep')
  station.clock.jump(-3 * hour)
  // Events still come in.
  await station.fire()
  station.network.set('up')
  await station.pass(5000)
  expect(receiver.requests).toHaveLength(3)
})

test('at wake nothing waits longer than an hour, and nothing new waits at all, whatever the clock was', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await add(station, receiver)
  await station.fire({ title: 'failed' })
  station.network.set('down')
  await station.fire({ title: 'new' })
  station.ledger().write(() => station.ledger().waiting.shift(2 * hour, station.clock.now()))
  station.network.set('up')
  await station.idle()
  expect(titles(receiver)).toEqual(['failed', 'new'])
  await station.pass(hour)
  expect(titles(receiver)).toEqual(['failed', 'new', 'failed'])
})

test('an event that was never tried goes at once, though the clock was set back while the app was closed', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  station.network.set('down')
  await station.fire()
  station.clock.jump(-3 * hour)
  station.restart({ meanwhile: () => station.network.set('up') })
  await station.idle()
  expect(receiver.requests).toHaveLength(1)
})

test('a clock set back while the app was closed makes nothing wait longer than an hour', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await add(station, receiver)
  await station.fire()
  station.clock.jump(-30 * 24 * hour)
  // The app is started by the clock that was set.
  station.restart()
  await station.pass(hour - 1)
  expect(receiver.requests).toHaveLength(1)
  await station.pass(1)
  expect(receiver.requests).toHaveLength(2)
})

test.for([
  ['before it, it is disabled', false, 'disabled'],
  ['since, it is not', true, 'warning'],
] as const)('whatever the clock says after a restart: where something arrived only %s', async ([, since, kind]) => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  await station.fire()
  station.clock.jump(since ? hour : -hour)
  station.restart()
  receiver.answer(reply(500))
  await station.fire()
  if (since) await station.fire()
  station.clock.jump(-2 * hour)
  station.restart()
  receiver.always(reply(500))
  for (let times = 0; times < 8; times += 1) await station.pass(hour)
  expect((await station.webhook(webhook)).status.kind).toBe(kind)
})

/** How many requests start in each second after the wake. */
async function startsPerSecond(station: Workstation, receiver: Receiver, seconds: number) {
  const starts: number[] = []
  for (let second = 0; second < seconds; second += 1) {
    const before = receiver.requests.length
    for (let step = 0; step < 20; step += 1) await station.pass(50)
    starts.push(receiver.requests.length - before)
  }
  return starts
}

describe('500 deliveries that fell due while nothing could be sent', () => {
  test.for(['down', 'asleep'] as const)('while %s go out evenly, oldest first, never in a burst', async (state) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    station.network.set(state)
    await fireMany(station, 500)
    station.clock.jump(hour)
    station.network.set('up')
    await station.idle()
    expect(receiver.requests.length).toBeLessThanOrEqual(8)

    const starts = await startsPerSecond(station, receiver, 26)
    expect(Math.max(...starts)).toBeLessThanOrEqual(21)
    expect(receiver.requests).toHaveLength(500)
    const order = titles(receiver).map((title: string) => Number(title.slice('event '.length)))
    // Those that go at the same time may overtake each other on the way.
    for (const [place, index] of order.entries()) expect(Math.abs(place - index)).toBeLessThanOrEqual(8)
  })

  /** Nothing can be written until the answered function is called. */
  function fillDisk(station: Workstation): () => void {
    const ledger = station.ledger()
    const { write } = ledger
    ledger.write = () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
    }
    return () => void (ledger.write = write)
  }

  test.for([
    ['comes while the network is still down', 0],
    ['comes when some of them have gone', 2],
  ] as const)('are spread where a full disk %s, and delay no new event', async ([, seconds]) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    station.network.set('down')
    await fireMany(station, 500)
    let makeRoom = () => {}
    const fill = () => void (makeRoom = fillDisk(station))
    if (seconds === 0) fill()
    station.network.set('up')
    await startsPerSecond(station, receiver, seconds)
    if (seconds > 0) fill()
    for (let second = 0; second < 20; second += 1) await station.pass(1000)
    const before = receiver.requests.length
    makeRoom()
    await station.fire({ title: 'new' })
    expect(receiver.requests.length - before).toBeLessThanOrEqual(9)
    expect(titles(receiver).slice(before)).toContain('new')

    const starts = await startsPerSecond(station, receiver, 26)
    expect(Math.max(...starts)).toBeLessThanOrEqual(21)
    expect(new Set(titles(receiver)).size).toBe(501)
  })

  test('are spread at the next start of the app too, and delay no new event', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    await add(station, receiver)
    station.network.set('down')
    await fireMany(station, 500)
    station.restart()
    station.network.set('up')
    await station.idle()
    const atOnce = receiver.requests.length
    expect(atOnce).toBeLessThanOrEqual(8)
    await station.fire({ title: 'new' })
    expect(titles(receiver)[atOnce]).toBe('new')
  })
})

test.for([
  ['in one moment', async () => {}],
  ['a while later', (station: Workstation) => station.idle()],
] as const)(
  'requests under way when the network goes hold no place once it is back, %s: they and what waits go out evenly',
  async ([, meanwhile]) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    for (let count = 0; count < 8; count += 1) await add(station, receiver)
    receiver.always({ kind: 'hang' })
    void fireMany(station, 25)
    await receiver.received(64)
    receiver.always(reply(200))
    station.network.set('down')
    await meanwhile(station)
    station.network.set('up')
    await station.idle()
    expect(receiver.requests.length - 64).toBeLessThanOrEqual(8)

    const starts = await startsPerSecond(station, receiver, 11)
    expect(Math.max(...starts)).toBeLessThanOrEqual(21)
    expect(receiver.requests).toHaveLength(64 + 8 * 25)
  },
)

test('after an outage nothing waits for the first answer of a slow receiver, to go at once behind it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ budget: 600_000 })
  for (let count = 0; count < 8; count += 1) await add(station, receiver)
  receiver.always({ kind: 'hang' })
  void fireMany(station, 1)
  await receiver.received(8)
  station.network.set('down')
  await station.idle()
  await fireMany(station, 10)
  receiver.always(reply(200))
  receiver.hold()
  station.network.set('up')
  for (let started = 8; started <= 48; started += 1) {
    await receiver.received(8 + started)
    station.clock.advance(50)
  }
  receiver.release()
  await station.idle()
  for (let second = 0; second < 3; second += 1) await station.pass(1000)
  expect(receiver.requests).toHaveLength(8 + 8 + 80)
})

test('a few that fell due go at once', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  station.network.set('asleep')
  await fireMany(station, 5)
  station.network.set('up')
  await station.idle()
  expect(receiver.requests).toHaveLength(5)
})
