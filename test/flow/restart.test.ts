import { expect, test } from 'vitest'
import { nothingDone } from '../../main/engine/trace.ts'
import { reply } from '../support/answers.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const fire = { type: 'security.critical', data: { severity: 'critical', title: 'A' } } as const

test('a request under way at a crash is shown as unknown and sent again with the same webhook-id', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer({ kind: 'hang' })
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('events.fire', fire)
  await receiver.received(1)

  station.restart()
  const [row] = await station.call('deliveries.page', {})
  expect(row).toMatchObject({ state: 'retrying', lastCode: 'unknown', attempts: 1 })
  await station.pass(5000)

  const { attempts, delivery } = await station.detail(row!.id)
  expect(attempts.map(({ code }) => code)).toEqual(['unknown', 'accepted'])
  expect(delivery.state).toBe('delivered')
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([row!.id, row!.id])
})

const lost = { kind: 'fault', why: 'lost', code: '', afterHeaders: false, trace: nothingDone } as const

/** Its sender dies with the next so many requests. */
async function openFragile(dies: () => boolean) {
  return openWorkstation({
    watchSend: (send) => async (request, options) => {
      const result = await send(request, options)
      return dies() ? lost : result
    },
  })
}

test('a request that is lost with the thread that sends is shown as unknown and sent again, as after a crash', async () => {
  await using receiver = await openReceiver()
  let left = 1
  await using station = await openFragile(() => left-- > 0)
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  await station.pass(5000)
  const { attempts, delivery } = await station.detail(id!)
  expect(attempts.map(({ code }) => code)).toEqual(['unknown', 'accepted'])
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 })
})

test('a redelivery that is lost goes on at once, but not for ever', async () => {
  await using receiver = await openReceiver()
  let dies = false
  await using station = await openFragile(() => dies)
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  dies = true
  await station.call('deliveries.redeliver', { ids: [id!] })
  await station.idle()
  const { attempts, delivery } = await station.detail(id!)
  expect(attempts.map(({ code }) => code)).toEqual(['accepted', ...Array(5).fill('unknown')])
  expect(delivery.state).toBe('delivered')
})

test('a retry that fell due while the app was off is sent at the next start', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(500))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  station.clock.jump(3_600_000)

  station.restart()
  await station.idle()

  expect(receiver.requests).toHaveLength(2)
  expect((await station.webhook(webhook)).status.kind).toBe('active')
})

test('webhooks, their secrets, events and deliveries are all there after a restart', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const headers = [{ name: 'X-Key', value: 'kept-secret-value' }]
  await station.add({ url: receiver.url, caCertificate: receiver.ca, headers })
  await station.fire()
  const before = await station.call('app.snapshot', {})

  station.restart()
  const after = await station.call('app.snapshot', {})
  expect({ ...after, revision: 0 }).toEqual({ ...before, revision: 0 })
  await station.fire()
  expect(receiver.requests[1]!.headers['x-key']).toBe('kept-secret-value')
})

test('after five unknown attempts there is no sixth', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always({ kind: 'hang' })
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('events.fire', fire)
  for (let crash = 1; crash <= 6; crash += 1) {
    await receiver.received(Math.min(crash, 5))
    station.restart()
    station.clock.advance(600_000)
  }
  expect(receiver.requests).toHaveLength(5)
})

test('a webhook disabled before a crash is disabled after it, and gets nothing', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.answer(reply(410))
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  station.restart()
  await station.fire()
  await station.pass(3_600_000)
  expect(receiver.requests).toHaveLength(1)
  expect(await station.webhook(webhook)).toMatchObject({ status: { kind: 'disabled', by: 'gone' }, held: 1 })
})

test('a success from a clock that was set back meanwhile does not speak for a receiver that fails', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire()
  station.restart({ meanwhile: () => station.clock.jump(-3_600_000) })

  receiver.always(reply(500))
  await station.fire()
  for (const wait of [5, 30, 120, 600]) await station.pass(wait * 1000)
  expect(await station.webhook(webhook)).toMatchObject({ status: { kind: 'disabled', by: 'exhausted' } })
})
