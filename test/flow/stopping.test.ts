import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

let receiver: Receiver
let station: Workstation
/** What another reader of the file sees of the webhook whenever a request is broken off. */
let seenAtStop: unknown[]

beforeEach(async () => {
  seenAtStop = []
  receiver = await openReceiver()
  station = await openWorkstation({
    watchSend: (send) => (request, options) => {
      options.signal.addEventListener('abort', () => seenAtStop.push(readWebhook()))
      return send(request, options)
    },
  })
})
afterEach(async () => {
  await station.close()
  await receiver.close()
})

function readWebhook() {
  using database = new DatabaseSync(join(station.folder, 'ledger.sqlite'), { readOnly: true })
  return { ...database.prepare('SELECT disabled_at, removed_at FROM webhook').get() }
}

const fire = (title: string) =>
  station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title } })

async function sendOne(): Promise<string> {
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  receiver.answer({ kind: 'hang' })
  await fire('under way')
  await receiver.received(1)
  return id
}

const stillEnabled = { disabled_at: null, removed_at: null }

test.for(['webhooks.disable', 'webhooks.remove'] as const)(
  '%s breaks off what is under way before it is committed: from then on not a byte goes out',
  async (command) => {
    const id = await sendOne()
    await station.call(command, { id })
    expect(seenAtStop).toEqual([stillEnabled])
    expect(readWebhook()).not.toEqual(stillEnabled)
    await station.idle()
  },
)

test('a webhook that disables itself breaks off what else is under way before that is committed', async () => {
  await sendOne()
  receiver.answer(reply(410))
  await fire('gone')
  await station.idle()
  expect(seenAtStop).toContainEqual(stillEnabled)
  expect(seenAtStop.every((seen) => JSON.stringify(seen) === JSON.stringify(stillEnabled))).toBe(true)
  expect((await station.call('deliveries.page', {})).map(({ state }) => state).toSorted()).toEqual(['failed', 'held'])
})

test('where the disabling does not come to be, what it broke off goes on, and no attempt was used', async () => {
  const id = await sendOne()
  const full = () =>
    station.ledger().write(() => {
      void station.call('webhooks.disable', { id })
      throw new Error('disk full')
    })
  expect(full).toThrow('disk full')
  await receiver.received(2)
  await station.idle()
  expect(await station.webhook(id)).toMatchObject({ status: { kind: 'active' }, waiting: null })
  const [row] = await station.call('deliveries.page', {})
  expect(row).toMatchObject({ state: 'delivered', attempts: 1 })
})
