import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const hour = 3_600_000

const add = (station: Workstation, receiver: Receiver) => station.add({ url: receiver.url, caCertificate: receiver.ca })

/** One delivery per webhook, failed for good: the analyst's own attempt takes the place of those to come. */
async function fail(station: Workstation, receiver: Receiver): Promise<string[]> {
  receiver.always(reply(500))
  const ids = await station.fire()
  await station.call('deliveries.redeliver', { ids })
  await station.idle()
  return ids
}
const since = (station: Workstation, time: number, webhookId: string | null = null) =>
  station.call('deliveries.failedSince', { since: time, webhookId })
const redeliver = async (station: Workstation, time: number, webhookId: string | null = null) => {
  const answer = await station.call('deliveries.redeliverFailedSince', { since: time, webhookId })
  await station.idle()
  return answer
}
const sentIds = (receiver: Receiver, from: number) =>
  receiver.requests.slice(from).map(({ headers }) => headers['webhook-id'])

test('as many as were counted are sent, those that failed from that time on, by their own ids, as the analyst’s', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  const [early] = await fail(station, receiver)
  await station.pass(60_000)
  const time = station.clock.now()
  const late = [...(await fail(station, receiver)), ...(await fail(station, receiver))]
  expect(await since(station, time)).toEqual({ count: 2 })
  expect(await since(station, 0)).toEqual({ count: 3 })
  expect(await since(station, time + 1)).toEqual({ count: 0 })

  const before = receiver.requests.length
  receiver.always(reply(200))
  expect(await redeliver(station, time)).toEqual({ count: 2 })
  expect(new Set(sentIds(receiver, before))).toEqual(new Set(late))
  for (const id of late) {
    const { delivery, attempts } = await station.detail(id)
    expect(delivery.state).toBe('delivered')
    expect(attempts.at(-1)).toMatchObject({ manual: true, code: 'accepted' })
  }
  expect((await station.detail(early!)).delivery.state).toBe('failed')
  expect(await since(station, 0)).toEqual({ count: 1 })
})

test('those that fail again are sent once, get no automatic attempt, and never disable the webhook', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  const ids = [...(await fail(station, receiver)), ...(await fail(station, receiver))]
  for (const answer of [500, 500, 500, 500, 410]) {
    receiver.always(reply(answer))
    const before = receiver.requests.length
    expect(await redeliver(station, 0)).toEqual({ count: 2 })
    expect(receiver.requests).toHaveLength(before + 2)
  }
  const before = receiver.requests.length
  await station.pass(hour)
  expect(receiver.requests).toHaveLength(before)
  expect((await station.webhook(webhook)).status.kind).toBe('warning')
  for (const id of ids) expect((await station.detail(id)).delivery).toMatchObject({ state: 'failed', attempts: 1 })
})

test('of one webhook only where it is named; never of one that is disabled or deleted', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const [one, two, three] = [await add(station, receiver), await add(station, receiver), await add(station, receiver)]
  await fail(station, receiver)
  await station.call('webhooks.disable', { id: two })
  await station.call('webhooks.remove', { id: three })
  expect(await since(station, 0)).toEqual({ count: 1 })
  for (const id of [two, three]) {
    expect(await since(station, 0, id)).toEqual({ count: 0 })
    expect(await redeliver(station, 0, id)).toEqual({ count: 0 })
  }
  await station.call('webhooks.enable', { id: two })
  expect(await since(station, 0)).toEqual({ count: 2 })

  const before = receiver.requests.length
  receiver.always(reply(200))
  expect(await redeliver(station, 0, one)).toEqual({ count: 1 })
  expect(receiver.requests).toHaveLength(before + 1)
  expect(await redeliver(station, 0)).toEqual({ count: 1 })
  expect(await since(station, 0)).toEqual({ count: 0 })
})

test('more than fit in one transaction are all sent, each once', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await add(station, receiver)
  const [id] = await fail(station, receiver)
  const event = station.ledger().deliveries.get(id!)!.event_seq
  station.ledger().write(() => {
    for (let index = 0; index < 1100; index += 1) {
      station.ledger().deliveries.insert(`dlv_${index}`, webhook, event, 'held', station.clock.now())
      const row = station.ledger().deliveries.get(`dlv_${index}`)!
      station.ledger().deliveries.update({ ...row, state: 'failed' }, station.clock.now())
    }
  })
  const before = receiver.requests.length
  expect(await since(station, 0)).toEqual({ count: 1101 })
  // They fail again while the others are still being taken, at the same time by the clock.
  expect(await redeliver(station, 0)).toEqual({ count: 1101 })
  expect(new Set(sentIds(receiver, before)).size).toBe(1101)
  expect(receiver.requests).toHaveLength(before + 1101)
}, 30_000)

test('as many as were counted are sent, though the clock was set back since they failed', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver)
  const ids = [...(await fail(station, receiver)), ...(await fail(station, receiver))]
  const time = station.clock.now()
  station.clock.jump(-hour)
  expect(await since(station, time)).toEqual({ count: 2 })
  const before = receiver.requests.length
  // They fail again.
  expect(await redeliver(station, time)).toEqual({ count: 2 })
  expect(receiver.requests).toHaveLength(before + 2)
  expect(new Set(sentIds(receiver, before))).toEqual(new Set(ids))
})
