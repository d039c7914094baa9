import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

async function fireMany(station: Workstation, count: number) {
  for (let index = 0; index < count; index += 1) {
    await station.call('events.fire', {
      type: 'security.critical',
      data: { severity: 'critical', title: `event ${index}` },
    })
  }
}

test('at most 8 requests at a time go to one webhook', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  await fireMany(station, 20)
  await receiver.received(8)
  receiver.release()
  await station.idle()
  expect(receiver.peak).toBe(8)
  expect(receiver.requests).toHaveLength(20)
})

test('at most 64 go out in all', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  for (let index = 0; index < 10; index += 1) await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  await fireMany(station, 10)
  await receiver.received(64)
  receiver.release()
  await station.idle()
  expect(receiver.peak).toBe(64)
  expect(receiver.requests).toHaveLength(100)
})

test('a webhook that hangs does not delay another', async () => {
  await using stalled = await openReceiver()
  await using quick = await openReceiver()
  await using station = await openWorkstation()
  stalled.always({ kind: 'hang' })
  await station.add({ url: stalled.url, caCertificate: stalled.ca })
  await station.add({ url: quick.url, caCertificate: quick.ca })
  await fireMany(station, 30)
  await quick.received(30)
  expect(stalled.requests.length).toBeLessThanOrEqual(8)
})

test('Keep order sends one at a time, and nothing overtakes one that waits for its next attempt', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca, keepOrder: true })
  await fireMany(station, 4)
  await station.idle()
  expect(receiver.requests).toHaveLength(1)
  await station.pass(5000)
  expect(receiver.peak).toBe(1)
  expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual([
    'event 0',
    'event 0',
    'event 1',
    'event 2',
    'event 3',
  ])
})

test('new events go before retries', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca, ratePerMinute: 1 })
  await station.fire({ title: 'old' })
  station.clock.advance(10_000)
  await fireMany(station, 1)
  await station.pass(50_000)
  await station.pass(60_000)
  expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual(['old', 'event 0', 'old'])
})

test('a rate limit spaces requests evenly, and waiting for it uses no attempt', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca, ratePerMinute: 60 })
  await fireMany(station, 3)
  await station.idle()
  expect(receiver.requests).toHaveLength(1)
  await station.pass(999)
  expect(receiver.requests).toHaveLength(1)
  await station.pass(1)
  expect(receiver.requests).toHaveLength(2)
  await station.pass(1000)
  expect(receiver.requests).toHaveLength(3)
  const rows = await station.call('deliveries.page', {})
  expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
})

test('a webhook that waits for its rate limit goes on, whatever other webhooks do meanwhile', async () => {
  await using limited = await openReceiver()
  await using other = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: limited.url, caCertificate: limited.ca, ratePerMinute: 60 })
  await fireMany(station, 2)
  await station.idle()
  await station.add({ url: other.url, caCertificate: other.ca, events: ['agent.online'] })
  await station.call('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'back' } })
  await station.idle()
  expect([limited.requests.length, other.requests.length]).toEqual([1, 1])

  await station.pass(1000)
  expect(limited.requests).toHaveLength(2)
})

test('a webhook deleted while its rate limit held it back keeps nobody busy', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const others = station.clock.pending()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca, ratePerMinute: 60 })
  await fireMany(station, 3)
  await station.idle()
  await station.call('webhooks.remove', { id: webhook })
  await station.pass(60_000)
  expect(station.clock.pending()).toEqual(others)
})

test('stopping the delivery that holds up the order lets the ones behind it go', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca, keepOrder: true })
  const [head] = await station.fire({ title: 'stuck' })
  await fireMany(station, 2)
  await station.idle()
  await station.call('deliveries.cancel', { id: head! })
  await station.idle()
  expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual(['stuck', 'event 0', 'event 1'])
})
