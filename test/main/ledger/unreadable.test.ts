import { expect, test } from 'vitest'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

test('a webhook that can’t be read is left out and reported once; the others are there', () => {
  using sample = openSample()
  const { ledger, outside, unreadable } = sample
  for (const id of ['whk_1', 'whk_2', 'whk_3']) addWebhook(ledger, id)
  outside.exec("UPDATE webhook SET definition = '{torn' WHERE id = 'whk_2'")
  for (let times = 0; times < 3; times += 1) {
    expect(ledger.webhooks.all().map(({ id }) => id)).toEqual(['whk_1', 'whk_3'])
  }
  expect(ledger.webhooks.get('whk_2')).toBeNull()
  expect(unreadable).toEqual([expect.stringMatching(/^webhook whk_2: [^]*not JSON/)])
})

test.for([
  ['a definition of another shape', `definition = '{"name":7}'`],
  [
    'a definition with an event type we do not know',
    `definition = json_set(definition, '$.events[0]', 'what.is.this')`,
  ],
  ['a definition that is null', `definition = 'null'`],
  ['a code we do not know', `last_code = 'new_code'`],
  ['disabled by nobody we know', `disabled_by = 'cosmic rays'`],
])('so is one with %s', ([, damage]) => {
  using sample = openSample()
  for (const id of ['whk_1', 'whk_2']) addWebhook(sample.ledger, id)
  sample.outside.exec(`UPDATE webhook SET ${damage} WHERE id = 'whk_1'`)
  expect(sample.ledger.webhooks.all().map(({ id }) => id)).toEqual(['whk_2'])
  expect(sample.unreadable).toHaveLength(1)
})

test('its row stays in the file as it was', () => {
  using sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  sample.outside.exec("UPDATE webhook SET definition = '{torn'")
  sample.ledger.webhooks.all()
  expect(sample.outside.prepare('SELECT id, definition FROM webhook').all()).toMatchObject([
    { id: 'whk_1', definition: '{torn' },
  ])
})

test('the deliveries of an unreadable webhook are listed, under a name that says so', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_1')
  addEvent(ledger, 'evt_1')
  ledger.write(() => ledger.deliveries.insert('dlv_1', 'whk_1', 1, 'queued', 0))
  outside.exec("UPDATE webhook SET definition = '{torn'")
  expect(ledger.deliveries.page({}, null, 10).map((row) => row.webhook_name)).toEqual(['Unreadable webhook'])
})

test('one event that can’t be read does not take the list with it', () => {
  using sample = openSample()
  for (const id of ['evt_1', 'evt_2', 'evt_3']) addEvent(sample.ledger, id)
  sample.outside.exec("UPDATE event SET type = 'what.is.this' WHERE id = 'evt_2'")
  expect(sample.ledger.events.page(null, 10).map(({ id }) => id)).toEqual(['evt_3', 'evt_1'])
  expect(sample.ledger.events.byId('evt_2')).toBeNull()
  expect(sample.unreadable).toHaveLength(1)
})

test('nor does one delivery or one attempt', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_1')
  addEvent(ledger, 'evt_1')
  for (const id of ['dlv_1', 'dlv_2']) ledger.write(() => ledger.deliveries.insert(id, 'whk_1', 1, 'queued', 0))
  for (const number of [1, 2]) ledger.write(() => ledger.attempts.open(1, number, false, null, 0))
  outside.exec(`UPDATE delivery SET last_code = 'new' WHERE id = 'dlv_2';
    UPDATE attempt SET trace = '{' WHERE number = 1`)
  expect(ledger.deliveries.page({}, null, 10).map(({ id }) => id)).toEqual(['dlv_1'])
  expect(ledger.deliveries.due('whk_1', 0, 8).map(({ id }) => id)).toEqual(['dlv_1'])
  expect(ledger.attempts.ofDelivery(1).map(({ number }) => number)).toEqual([2])
})
