import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)
const add = (station: Workstation, receiver: Receiver, ratePerMinute: number | null = null) =>
  station.add({ url: receiver.url, caCertificate: receiver.ca, ratePerMinute })

test('a fifth attempt broken off by disabling is sent again only as the analyst’s own: never a sixth automatic one', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500), reply(500), reply(500), reply(500))
  const webhook = await add(station, receiver)
  const [id] = await station.fire()
  for (const gap of gaps.slice(0, 3)) await station.pass(gap)
  receiver.hold()
  station.clock.advance(gaps[3]!)
  await receiver.received(5)
  await station.call('webhooks.disable', { id: webhook })
  receiver.release()
  await station.idle()
  expect((await station.detail(id!)).delivery).toMatchObject({ state: 'held', attempts: 5 })

  receiver.always(reply(500))
  await station.call('webhooks.enable', { id: webhook })
  await station.call('webhooks.held.send', { id: webhook })
  await station.idle()
  await station.pass(3_600_000)
  const { delivery, attempts } = await station.detail(id!)
  expect(delivery).toMatchObject({ state: 'failed', attempts: 5 })
  expect(attempts.map(({ manual }) => manual)).toEqual([false, false, false, false, false, true])
  expect((await station.webhook(webhook)).status.kind).toBe('warning')
})

/** A delivery that arrived, and is to be sent again once the rate limit allows. */
async function openWaitingRedelivery(station: Workstation, receiver: Receiver) {
  const webhook = await add(station, receiver, 1)
  const [id] = await station.fire()
  await station.call('deliveries.redeliver', { ids: [id!] })
  await station.idle()
  expect((await station.detail(id!)).delivery.state).toBe('queued')
  return { webhook, id: id! }
}

test('a redelivery called off does not undo that it had arrived', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const { id } = await openWaitingRedelivery(station, receiver)
  expect(await station.call('deliveries.cancel', { id })).toMatchObject({ state: 'delivered', nextAttemptAt: null })
  await station.pass(3_600_000)
  expect(receiver.requests).toHaveLength(1)
})

test('nor does one that was held and dismissed', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const { webhook, id } = await openWaitingRedelivery(station, receiver)
  await station.call('webhooks.disable', { id: webhook })
  await station.call('webhooks.held.dismiss', { id: webhook })
  expect((await station.detail(id)).delivery.state).toBe('delivered')
})

test('a redelivery that was held is still one when it is sent: marked manual, and a failure is not retried', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const { webhook, id } = await openWaitingRedelivery(station, receiver)
  await station.call('webhooks.disable', { id: webhook })
  receiver.always(reply(500))
  await station.call('webhooks.enable', { id: webhook })
  await station.call('webhooks.held.send', { id: webhook })
  await station.pass(60_000)
  await station.pass(3_600_000)
  const { delivery, attempts } = await station.detail(id)
  expect(attempts.map(({ manual, code }) => [manual, code])).toEqual([
    [false, 'accepted'],
    [true, 'server_error'],
  ])
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
})

test('an event that became unreadable fails alone; the one behind it arrives', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  await station.call('webhooks.disable', { id: webhook })
  const [torn] = await station.fire()
  const [whole] = await station.fire()
  using outside = new DatabaseSync(`${station.folder}/ledger.sqlite`)
  outside.exec("UPDATE event SET data = '{torn' WHERE seq = 1")
  await station.call('webhooks.enable', { id: webhook })
  await station.call('webhooks.held.send', { id: webhook })
  await station.idle()
  const states = (await station.call('deliveries.page', {})).map(({ id, state, lastCode }) => [id, state, lastCode])
  expect(states).toEqual([
    [whole, 'delivered', 'accepted'],
    [torn, 'failed', 'unrenderable_body'],
  ])
  expect(receiver.requests).toHaveLength(1)
})

test('a token of the URL that a receiver names by itself is stored as dots', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(403, { location: '/login?next=Zx81kd02' }, 'The token Zx81kd02 was revoked.'))
  await station.add({ url: `${receiver.url}?token=Zx81kd02`, caCertificate: receiver.ca })
  const [id] = await station.fire()
  const [attempt] = (await station.detail(id!)).attempts
  expect(attempt?.answer?.body).toBe('The token •••• was revoked.')
  expect(JSON.stringify(await station.detail(id!))).not.toContain('Zx81kd02')
})
