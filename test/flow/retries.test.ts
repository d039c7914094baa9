import { describe, expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const second = 1000
const minute = 60 * second

describe('the gaps between attempts', () => {
  test('are 5 s, 30 s, 2 min and 10 min, and there are no more than 5 attempts', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.always(reply(500))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    const [id] = await station.fire()

    for (const [index, gap] of [5 * second, 30 * second, 2 * minute, 10 * minute].entries()) {
      await station.pass(gap - 1)
      expect(receiver.requests, `one ms before ${gap} ms`).toHaveLength(index + 1)
      await station.pass(1)
      expect(receiver.requests, `after ${gap} ms`).toHaveLength(index + 2)
    }
    await station.pass(24 * 60 * minute)

    expect(receiver.requests).toHaveLength(5)
    expect((await station.detail(id!)).delivery).toMatchObject({ state: 'failed', attempts: 5 })
  })

  test('get up to 10 % jitter, which only ever adds', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation({ random: () => 0.999 })
    receiver.always(reply(500))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()

    await station.pass(5 * second)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(0.5 * second)
    expect(receiver.requests).toHaveLength(2)
  })

  test('follow the schedule of the settings', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation({ steps: [1, 2, 3, 86_400] })
    receiver.always(reply(500))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()

    for (const gap of [1, 2, 3, 86_400]) await station.pass(gap * second)

    expect(receiver.requests).toHaveLength(5)
  })
})

test('every attempt has the same webhook-id and a timestamp of its own', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500), reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.pass(5 * second)
  await station.pass(30 * second)

  const [first, second_, third] = receiver.requests.map(({ headers }) => headers)
  expect(new Set([first!['webhook-id'], second_!['webhook-id'], third!['webhook-id']]).size).toBe(1)
  const times = receiver.requests.map(({ headers }) => Number(headers['webhook-timestamp']))
  expect([times[1]! - times[0]!, times[2]! - times[1]!]).toEqual([5, 30])
  expect(receiver.requests.map(({ headers }) => headers['x-castellan-attempt'])).toEqual(['1', '2', '3'])
})

describe('Retry-After', () => {
  test.each([429, 503])('in seconds on %i makes the wait longer', async (status) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(status, { 'retry-after': '90' }))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()

    await station.pass(90 * second - 1)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(2)
  })

  test('as an HTTP date makes the wait longer', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(503, { 'retry-after': new Date(station.clock.now() + minute).toUTCString() }))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()

    await station.pass(minute - 1)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(2)
  })

  test('never makes it shorter, and at most an hour longer', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(429, { 'retry-after': '1' }), reply(429, { 'retry-after': '999999' }))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()

    await station.pass(5 * second - 1)
    expect(receiver.requests).toHaveLength(1)
    await station.pass(1)
    expect(receiver.requests).toHaveLength(2)
    await station.pass(60 * minute)
    expect(receiver.requests).toHaveLength(3)
  })

  test.each(['soon', '-5', '12.5', '300s', ''])('that is junk (%j) is ignored', async (hint) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(503, { 'retry-after': hint }))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()
    await station.pass(5 * second)
    expect(receiver.requests).toHaveLength(2)
  })

  test('means nothing on another status', async () => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    receiver.answer(reply(500, { 'retry-after': '90' }))
    await station.add({ url: receiver.url, caCertificate: receiver.ca })
    await station.fire()
    await station.pass(5 * second)
    expect(receiver.requests).toHaveLength(2)
  })
})

test('while a delivery waits for its next attempt, the webhook says Warning, which attempt and when', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(401), reply(401))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.pass(5 * second)

  const { status } = await station.webhook(webhook)
  expect(status).toEqual({
    kind: 'warning',
    since: station.clock.now() - 5 * second,
    reason: 'HTTP 401, credentials refused',
    attempt: 2,
    of: 5,
    nextAttemptAt: station.clock.now() + 30 * second,
  })

  await station.pass(30 * second)
  expect((await station.webhook(webhook)).status).toMatchObject({ kind: 'active', since: station.clock.now() })
})

test('stopping a delivery that is being retried ends its automatic attempts', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()

  expect(await station.call('deliveries.cancel', { id: id! })).toMatchObject({ state: 'cancelled' })
  await station.pass(60 * minute)
  expect(receiver.requests).toHaveLength(1)
})
