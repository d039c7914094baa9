import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('a redelivery is a new attempt, marked manual, with the same webhook-id', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()

  expect(await station.call('deliveries.redeliver', { ids: [id!] })).toEqual({ count: 1 })
  await station.idle()

  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
  const { attempts, delivery } = await station.detail(id!)
  expect(attempts.map(({ number, manual }) => ({ number, manual }))).toEqual([
    { number: 1, manual: false },
    { number: 2, manual: true },
  ])
  expect(delivery.attempts).toBe(1)
})

test('it cancels the automatic attempt that was pending', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()

  await station.call('deliveries.redeliver', { ids: [id!] })
  await station.idle()
  await station.pass(3_600_000)

  expect(receiver.requests).toHaveLength(2)
  expect((await station.detail(id!)).delivery.state).toBe('delivered')
})

test('failed redeliveries never disable the webhook', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  receiver.always(reply(500))

  for (let times = 0; times < 8; times += 1) {
    await station.call('deliveries.redeliver', { ids: [id!] })
    await station.idle()
  }
  receiver.always(reply(410))
  await station.call('deliveries.redeliver', { ids: [id!] })
  await station.idle()

  expect((await station.webhook(webhook)).status.kind).toBe('warning')
  expect((await station.detail(id!)).delivery.state).toBe('delivered')
})

test('a failed delivery that is redelivered and arrives is delivered, and the webhook is Active', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.answer(reply(500))
  const [id] = await station.fire()
  await station.call('deliveries.cancel', { id: id! })

  await station.call('deliveries.redeliver', { ids: [id!] })
  await station.idle()
  expect((await station.detail(id!)).delivery.state).toBe('delivered')
  expect((await station.webhook(webhook)).status.kind).toBe('active')
})

test('of several, each is sent once', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const ids = [...(await station.fire()), ...(await station.fire()), ...(await station.fire())]
  await station.call('deliveries.redeliver', { ids: [...ids, ids[0]!] })
  await station.idle()
  expect(receiver.requests).toHaveLength(6)
})
