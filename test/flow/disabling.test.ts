import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { prune } from '../../main/ledger/prune.ts'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)

async function exhaust(station: Workstation) {
  for (const gap of gaps) await station.pass(gap)
}

test('a delivery that used its 5 attempts while nothing else arrived disables the webhook, with the reason', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(503))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await exhaust(station)

  expect((await station.webhook(webhook)).status).toEqual({
    kind: 'disabled',
    since: station.clock.now(),
    by: 'exhausted',
    reason: 'All 5 attempts of a delivery failed. Last: HTTP 503, receiver unavailable',
  })
})

test('sporadic failure stays Warning: something else arrived since the first attempt', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.answer(reply(500))
  const [failing] = await station.fire()
  await station.fire()
  receiver.always(reply(500))
  await exhaust(station)

  expect((await station.detail(failing!)).delivery).toMatchObject({ state: 'failed', attempts: 5 })
  expect((await station.webhook(webhook)).status).toMatchObject({ kind: 'warning', nextAttemptAt: null })
})

test('410 ends the delivery at once and disables the webhook', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(410))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  await exhaust(station)

  expect(receiver.requests).toHaveLength(1)
  expect((await station.detail(id!)).delivery).toMatchObject({ state: 'failed', attempts: 1, lastCode: 'gone' })
  const reason = 'HTTP 410, gone for good'
  expect((await station.webhook(webhook)).status).toMatchObject({ kind: 'disabled', by: 'gone', reason })
})

describe('while disabled', () => {
  test('matching events are held, and not one request leaves', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.call('webhooks.disable', { id: webhook })

    await station.fire()
    await station.fire()
    await station.pass(3_600_000)

    expect(receiver.tcpConnections).toBe(0)
    expect(await station.webhook(webhook)).toMatchObject({ held: 2, status: { kind: 'disabled', by: 'user' } })
  })

  test('what was queued or waiting for a retry is held too', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always(reply(500))
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    const [id] = await station.fire()

    await station.call('webhooks.disable', { id: webhook })
    await station.pass(3_600_000)

    expect(receiver.requests).toHaveLength(1)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'held', attempts: 1 })
  })

  test('a request under way is broken off, and its event is held', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always({ kind: 'hang' })
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
    await receiver.received(1)

    await station.call('webhooks.disable', { id: webhook })
    await station.idle()

    await expect.poll(() => receiver.inFlight).toBe(0)
    const [row] = await station.call('deliveries.page', {})
    expect(row).toMatchObject({ state: 'held', lastCode: 'stopped' })
  })

  test('it can be tested, and the test changes nothing', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.call('webhooks.disable', { id: webhook })
    const before = await station.webhook(webhook)

    expect(await station.call('webhooks.test', { id: webhook, draft: null })).toMatchObject({ ok: true, status: 200 })
    expect(await station.webhook(webhook)).toEqual(before)
  })

  test('redelivering is refused with what to do', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    const [id] = await station.fire()
    await station.call('webhooks.disable', { id: webhook })

    expect(await station.ask('deliveries.redeliver', { ids: [id!] })).toMatchObject({
      ok: false,
      refusal: { code: 'conflict', message: 'SOAR is disabled. Enable it, then redeliver.' },
    })
  })
})

describe('enabling', () => {
  test('sets Active; held events wait for the analyst and are sent on request, oldest first', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca, keepOrder: true })
    await station.call('webhooks.disable', { id: webhook })
    await station.fire({ title: 'first' })
    station.clock.advance(1)
    await station.fire({ title: 'second' })

    const enabled = await station.call('webhooks.enable', { id: webhook })
    await station.idle()
    expect(enabled).toMatchObject({ status: { kind: 'active' }, held: 2 })
    expect(receiver.requests).toHaveLength(0)

    expect(await station.call('webhooks.held.send', { id: webhook })).toEqual({ count: 2 })
    await station.idle()
    expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual(['first', 'second'])
    expect(await station.webhook(webhook)).toMatchObject({ held: 0, pending: 0 })
  })

  test('goes on with the attempts that are left: never more than 5 for a delivery', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always(reply(500))
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    const [id] = await station.fire()
    await station.pass(5000)
    await station.call('webhooks.disable', { id: webhook })
    await station.call('webhooks.enable', { id: webhook })
    await station.call('webhooks.held.send', { id: webhook })
    await station.idle()
    await exhaust(station)

    expect(receiver.requests).toHaveLength(5)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'failed', attempts: 5 })
  })

  test('held events can be dismissed: they are kept in the list and never sent', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.call('webhooks.disable', { id: webhook })
    const [id] = await station.fire()
    await station.call('webhooks.enable', { id: webhook })

    expect(await station.call('webhooks.held.dismiss', { id: webhook })).toEqual({ count: 1 })
    await station.pass(3_600_000)
    expect(receiver.requests).toHaveLength(0)
    expect((await station.detail(id!)).delivery.state).toBe('cancelled')
  })
})

test('a disabling taken back is as if it had not been: what it held goes on by itself', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.call('webhooks.disable', { id: webhook })

  await station.call('webhooks.enable', { id: webhook, resume: true })
  await station.idle()
  expect(receiver.requests).toHaveLength(2)
  expect(await station.webhook(webhook)).toMatchObject({ held: 0, status: { kind: 'active' } })
})

test('five crashes in the middle of a request are no reason to disable the webhook', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always({ kind: 'hang' })
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
  for (let crash = 1; crash <= 5; crash += 1) {
    await receiver.received(crash)
    station.restart()
    station.clock.advance(600_000)
  }
  const [row] = await station.call('deliveries.page', {})
  expect(row).toMatchObject({ state: 'failed', attempts: 5, lastCode: 'unknown' })
  expect((await station.webhook(webhook)).status.kind).toBe('warning')
})

test('a webhook is disabled all the same where its whole history was pruned', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  for (let times = 0; times < 3; times += 1) await station.fire()
  await station.pass(100 * 24 * 3_600_000)
  const settings = () => ({ bodyDays: 14, bodyMegabytes: 500, historyDays: 90 })
  const { clock } = station
  const effects = { ledger: station.ledger(), clock, settings, believed: clock.now(), open: () => true }
  const ended = prune(effects).then(() => true)
  while (!(await Promise.race([ended, setImmediate(false)]))) clock.advance(10)
  expect(await station.call('deliveries.page', {})).toEqual([])

  receiver.always(reply(500))
  await station.fire()
  await exhaust(station)
  expect((await station.webhook(webhook)).status).toMatchObject({ kind: 'disabled', by: 'exhausted' })
})

test.for(['back', 'forward'] as const)(
  'what a disabling held goes on when it is taken back, though the clock was set %s meanwhile; what was held before stays',
  async (direction) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.call('webhooks.disable', { id: webhook })
    const [before] = await station.fire({ title: 'before' })
    await station.call('webhooks.enable', { id: webhook })
    receiver.answer(reply(500))
    await station.fire({ title: 'waiting' })
    await station.call('webhooks.disable', { id: webhook })
    station.clock.jump(direction === 'back' ? -3_600_000 : 3_600_000)
    await station.fire({ title: 'meanwhile' })

    await station.call('webhooks.enable', { id: webhook, resume: true })
    await station.idle()
    const resumed = receiver.requests.slice(1).map(({ body }) => JSON.parse(body).data.title)
    expect(new Set(resumed)).toEqual(new Set(['waiting', 'meanwhile']))
    expect((await station.detail(before!)).delivery.state).toBe('held')
  },
)

test('a removal taken back resumes what it held, though the clock was set back meanwhile; what was held before stays', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.disable', { id: webhook })
  const [before] = await station.fire({ title: 'before' })
  await station.call('webhooks.enable', { id: webhook })
  receiver.answer({ kind: 'hang' })
  await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'running' } })
  await receiver.received(1)
  await station.call('webhooks.remove', { id: webhook })
  station.clock.jump(-3_600_000)
  await station.idle()
  await station.call('webhooks.restore', { id: webhook })
  await station.idle()
  expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual(['running', 'running'])
  expect((await station.detail(before!)).delivery.state).toBe('held')
})

test('a deletion of a disabled webhook that is taken back leaves what the disabling held to its enabling', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.disable', { id: webhook })
  await station.fire()
  await station.call('webhooks.remove', { id: webhook })
  await station.call('webhooks.restore', { id: webhook })
  await station.idle()
  expect(receiver.requests).toHaveLength(0)
  await station.call('webhooks.enable', { id: webhook, resume: true })
  await station.idle()
  expect(receiver.requests).toHaveLength(1)
})

test('a disabling that is taken back at once strands nothing: the request it broke off goes out again, uncounted', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer({ kind: 'hang' })
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  void station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
  await receiver.received(1)
  await Promise.all([
    station.call('webhooks.disable', { id: webhook }),
    station.call('webhooks.enable', { id: webhook, resume: true }),
  ])
  await station.idle()
  const [row] = await station.call('deliveries.page', {})
  const { delivery, attempts } = await station.detail(row!.id)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  expect(attempts.map(({ code, counted }) => [code, counted])).toEqual([
    ['stopped', false],
    ['accepted', true],
  ])
})
