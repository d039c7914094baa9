import { expect, test } from 'vitest'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('a test while there is no network says so, and blames no receiver', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await receiver.pause()
  station.network.set('down')
  const report = await station.call('webhooks.test', { id, draft: null })
  expect(report).toMatchObject({ ok: false, code: 'no_network' })
  expect(report.explanation?.what).toBe('This workstation has no network.')
})

test('four tests run at once; one more is refused with what to do, until one has ended', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  const run = () => station.ask('webhooks.test', { id, draft: null })
  const four = [run(), run(), run(), run()]
  await receiver.received(4)
  expect(await run()).toMatchObject({
    ok: false,
    refusal: { code: 'conflict', message: expect.stringContaining('Wait until one') },
  })
  receiver.release()
  expect((await Promise.all(four)).every(({ ok }) => ok)).toBe(true)
  expect(await run()).toMatchObject({ ok: true, value: { ok: true } })
})

test('closing breaks off the tests under way', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.hold()
  const report = station.call('webhooks.test', { id, draft: null })
  await receiver.received(1)
  await station.engine().close(0)
  expect(await report).toMatchObject({ ok: false, code: 'stopped' })
  await expect.poll(() => receiver.open).toBe(0)
})
