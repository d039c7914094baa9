import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const add = (station: Workstation, receiver: Receiver) => station.add({ url: receiver.url, caCertificate: receiver.ca })

test('secrets that can’t be opened charge no attempt', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  using outside = new DatabaseSync(`${station.folder}/ledger.sqlite`)
  outside.exec("UPDATE webhook SET sealed = x'00'")
  const [id] = await station.fire()
  for (let times = 0; times < 10; times += 1) await station.pass(30_000)
  expect((await station.detail(id!)).delivery).toMatchObject({ state: 'queued', attempts: 0 })
  expect((await station.webhook(webhook)).status.kind).toBe('active')
})

test('a request that left keeps the number it said it has', async () => {
  await using receiver = await openReceiver()
  receiver.always({ kind: 'hang' })
  let toSleep = true
  await using station = await openWorkstation({
    proxies: {
      choose: async () => {
        // Before a byte has left, the first time.
        if (toSleep) station.network.set('asleep')
        toSleep = false
        return null
      },
      failed: () => {},
    },
  })
  await add(station, receiver)
  await station.fire()
  station.network.set('up')
  await receiver.received(1)
  station.network.set('asleep')
  await station.idle()
  const [row] = await station.call('deliveries.page', {})
  const { attempts } = await station.detail(row!.id)
  expect(attempts.map(({ number, code }) => [number, code])).toEqual([
    [1, 'asleep'],
    [2, 'asleep'],
  ])
  expect(receiver.requests[0]?.headers['x-castellan-attempt']).toBe('2')
})

test('a redelivery that a crash broke off goes on by itself, as a redelivery', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  const [id] = await station.fire()
  receiver.answer({ kind: 'hang' })
  await station.call('deliveries.redeliver', { ids: [id!] })
  await receiver.received(2)
  station.restart()
  await station.idle()
  const { delivery, attempts } = await station.detail(id!)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 })
  expect(attempts.map(({ manual, code }) => [manual, code])).toEqual([
    [false, 'accepted'],
    [true, 'unknown'],
    [true, 'accepted'],
  ])
})
