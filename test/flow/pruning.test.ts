import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { prune } from '../../main/ledger/prune.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('an event accepted during a large pruning goes out between two batches of it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [first] = await station.fire()
  const ledger = station.ledger()
  const event = ledger.deliveries.get(first!)!.event_seq
  const old = station.clock.now()
  ledger.write(() => {
    for (let index = 0; index < 2000; index += 1) {
      ledger.deliveries.insert(`old_${index}`, webhook, event, 'held', old)
      ledger.deliveries.update({ ...ledger.deliveries.get(`old_${index}`)!, state: 'delivered' }, old)
    }
  })
  await station.pass(200 * 24 * 3_600_000)
  const count = () => ledger.deliveries.page({}, null, 5000).length
  const settings = () => ({ bodyDays: 14, bodyMegabytes: 500, historyDays: 90 })
  const ended = prune({ ledger, clock: station.clock, settings, believed: station.clock.now(), open: () => true }).then(
    () => true,
  )
  // On until the first batch of deliveries has gone.
  while (count() > 2000) {
    station.clock.advance(10)
    await setImmediate()
  }
  const [id] = await station.fire()
  expect((await station.detail(id!)).delivery.state).toBe('delivered')
  expect(receiver.requests).toHaveLength(2)
  expect(count()).toBeGreaterThan(100)
  while (!(await Promise.race([ended, setImmediate(false)]))) station.clock.advance(10)
  expect(count()).toBe(1)
})
