import { expect, test } from 'vitest'
import { openLettingGo } from '../../main/ledger/let-go.ts'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('stops everything at once; undo brings it back with what was waiting', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()

  await station.call('webhooks.remove', { id: webhook })
  await station.pass(3_600_000)
  expect(receiver.requests).toHaveLength(1)
  expect((await station.call('app.snapshot', {})).webhooks).toEqual([])

  const restored = await station.call('webhooks.restore', { id: webhook })
  await station.idle()
  expect(restored).toMatchObject({ name: 'SOAR' })
  expect(receiver.requests).toHaveLength(2)
})

test('undo brings the events of the meantime too', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.remove', { id: webhook })
  await station.fire({ title: 'meanwhile' })
  expect(receiver.tcpConnections).toBe(0)
  expect((await station.call('app.snapshot', {})).counters).toMatchObject({ held: 0 })

  await station.call('webhooks.restore', { id: webhook })
  await station.idle()
  expect(receiver.requests.map(({ body }) => JSON.parse(body).data.title)).toEqual(['meanwhile'])
})

test('an event long after a deletion is not kept for it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.remove', { id: webhook })
  await station.pass(10 * 60 * 1000)
  expect(await station.fire()).toEqual([])
})

test('undo of a disabled webhook leaves its held events held', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.disable', { id: webhook })
  await station.fire()
  await station.call('webhooks.remove', { id: webhook })

  const restored = await station.call('webhooks.restore', { id: webhook })
  await station.idle()
  expect(restored).toMatchObject({ held: 1, status: { kind: 'disabled' } })
  expect(receiver.requests).toHaveLength(0)
})

test('what a deleted webhook kept back is counted nowhere', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always(reply(500))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  await station.call('webhooks.remove', { id: webhook })
  expect((await station.call('app.snapshot', {})).counters).toMatchObject({ held: 0, pending: 0, failed: 0 })
})

test('a deletion can’t be taken back once its secrets are wiped, and that is said', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.remove', { id: webhook })
  const letGo = openLettingGo({ ledger: station.ledger(), clock: station.clock })
  await letGo(() => true)
  await station.pass(24 * 3_600_000)
  await letGo(() => true)
  await expect(station.call('webhooks.restore', { id: webhook })).rejects.toThrow(/not known any more. Add it again/)
  expect((await station.call('app.snapshot', {})).webhooks).toEqual([])
})
