import { expect, test } from 'vitest'
import type { Reach } from '../../main/engine/address-class.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const kept = { name: 'SOAR', url: null, events: ['security.critical' as const] }

test('a webhook whose name turns less public gets nothing until a save agrees to that', async () => {
  await using receiver = await openReceiver()
  let leadsTo: Reach = 'public'
  await using station = await openWorkstation({ lookupClass: async () => leadsTo })
  const url = `https://localhost:${receiver.port}/hook`
  const headers = [{ name: 'Authorization', value: 'Bearer for-the-internet-only' }]
  const id = await station.add({ url, caCertificate: receiver.ca, headers })
  expect(await station.webhook(id)).toMatchObject({ addressClass: 'public' })

  const [blocked = ''] = await station.fire()
  expect(receiver.tcpConnections).toBe(0)
  expect(await station.detail(blocked)).toMatchObject({ delivery: { state: 'failed' }, planned: [] })
  expect(await station.webhook(id)).toMatchObject({
    status: { kind: 'warning', reason: expect.stringContaining('less public') },
    addressClass: 'public',
  })

  const draft = { ...kept, caCertificate: receiver.ca, headers: [{ name: 'Authorization', value: null }] }
  for (const tested of [null, draft, { ...draft, url: `${url}/elsewhere` }]) {
    expect(await station.call('webhooks.test', { id, draft: tested })).toMatchObject({ code: 'address_less_public' })
  }
  expect(receiver.tcpConnections).toBe(0)
  leadsTo = 'loopback'
  expect(await station.ask('webhooks.update', { id, draft })).toMatchObject({ refusal: { leadsTo: 'loopback' } })

  const agreeing = { ...draft, agreeTo: 'loopback' as const }
  expect(await station.call('webhooks.test', { id, draft: agreeing })).toMatchObject({
    ok: true,
    trace: { addressClass: 'loopback' },
  })
  expect(await station.webhook(id)).toMatchObject({ addressClass: 'public' })
  expect(await station.call('webhooks.update', { id, draft: agreeing })).toMatchObject({ addressClass: 'loopback' })
  await station.call('deliveries.redeliver', { ids: [blocked] })
  await station.idle()
  expect(await station.detail(blocked)).toMatchObject({ delivery: { state: 'delivered' } })
  expect(await station.webhook(id)).toMatchObject({ status: { kind: 'active' } })
})

test('a name that could not be looked up is agreed to by the first connection', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ lookupClass: async () => null })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  expect(await station.webhook(id)).toMatchObject({ addressClass: null })
  await station.fire()
  expect(await station.webhook(id)).toMatchObject({ addressClass: 'loopback' })
})

test('what a request to the old URL finds out is not said of the new one', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ lookupClass: async () => null })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  const { data } = await station.call('events.sample', { type: 'security.critical' })
  await station.call('events.fire', { type: 'security.critical', data })
  await receiver.next()
  station.clock.advance(1)
  await station.call('webhooks.update', { id, draft: { ...kept, url: 'https://elsewhere.example/' } })
  receiver.release()
  await station.idle()
  expect(await station.webhook(id)).toMatchObject({ addressClass: null, certificate: null })
})
