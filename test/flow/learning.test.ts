import { expect, test } from 'vitest'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('a webhook that was saved under a fast clock learns from its connections all the same', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ lookupClass: async () => null })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  station.clock.jump(-3_600_000)
  await station.fire()
  expect(await station.webhook(id)).toMatchObject({
    addressClass: 'loopback',
    certificate: { issuer: expect.any(String), validTo: expect.any(Number) },
  })
})

test('what a request from before a save finds out is not kept, whatever the clock says', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ lookupClass: async () => null })
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  void station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'A' } })
  await receiver.received(1)
  station.clock.jump(-3_600_000)
  const draft = { name: 'Renamed', url: null, events: ['security.critical' as const], caCertificate: receiver.ca }
  await station.call('webhooks.update', { id, draft })
  receiver.release()
  await station.idle()
  expect(await station.webhook(id)).toMatchObject({ addressClass: null, certificate: null })
})
