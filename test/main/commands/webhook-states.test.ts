import { expect, test } from 'vitest'
import { aDraft, openWorkstation, otherId, refusalOf, stateOf, webhookId } from './ask.ts'

const draft = aDraft() as never

async function openWithWebhook() {
  const station = await openWorkstation()
  await station.call('webhooks.create', { id: webhookId, draft })
  return station
}

const onOne = [
  'webhooks.remove',
  'webhooks.enable',
  'webhooks.disable',
  'webhooks.held.send',
  'webhooks.secret.rotate',
] as const

test.for([...onOne, 'webhooks.restore'] as const)('%s of a webhook that never was says so', async (name) => {
  await using station = await openWithWebhook()
  const before = await stateOf(station)
  expect(await refusalOf(station, name, { id: otherId })).toMatchObject({ code: 'missing' })
  expect(await stateOf(station)).toEqual(before)
})

test.for(onOne)('%s of a removed webhook says that it was deleted', async (name) => {
  await using station = await openWithWebhook()
  await station.call('webhooks.remove', { id: webhookId })
  const before = await stateOf(station)
  expect(await refusalOf(station, name, { id: webhookId })).toEqual({
    code: 'missing',
    message: 'This webhook was deleted. Choose another one.',
  })
  expect(await stateOf(station)).toEqual(before)
})

test.for([webhookId, otherId])('update and test of what is saved are refused where it is not there: %s', async (id) => {
  await using station = await openWithWebhook()
  await station.call('webhooks.remove', { id: webhookId })
  expect(await refusalOf(station, 'webhooks.update', { id, draft })).toMatchObject({ code: 'missing' })
  expect(await refusalOf(station, 'webhooks.test', { id, draft: null })).toMatchObject({ code: 'missing' })
})

test('a removal can be taken back once, and taking it back again changes nothing', async () => {
  await using station = await openWithWebhook()
  const before = await stateOf(station)
  await station.call('webhooks.remove', { id: webhookId })
  expect(await station.call('webhooks.restore', { id: webhookId })).toMatchObject({ id: webhookId, name: 'SOAR' })
  station.changes()
  expect(await station.call('webhooks.restore', { id: webhookId })).toMatchObject({ id: webhookId })
  expect(station.changes()).toEqual([])
  expect(await stateOf(station)).toEqual(before)
})

test('create with an id that is taken is a conflict and leaves the first one as it was', async () => {
  await using station = await openWithWebhook()
  const before = await stateOf(station)
  const again = { id: webhookId, draft: aDraft({ name: 'Other', url: 'https://other.example.com/' }) }
  expect(await refusalOf(station, 'webhooks.create', again)).toMatchObject({ code: 'conflict' })
  await station.call('webhooks.remove', { id: webhookId })
  expect(await refusalOf(station, 'webhooks.create', again)).toMatchObject({ code: 'conflict' })
  await station.call('webhooks.restore', { id: webhookId })
  expect(await stateOf(station)).toEqual(before)
})

test.for(['webhooks.enable', 'webhooks.disable'] as const)('%s twice is the same as once', async (name) => {
  await using station = await openWithWebhook()
  const once = await station.call(name, { id: webhookId })
  station.clock.advance(1000)
  expect(await station.call(name, { id: webhookId })).toEqual(once)
})

test('a save without secrets keeps those stored, and the header of another case counts as the same', async () => {
  await using station = await openWorkstation()
  const signingSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  const first = aDraft({ signingSecret, headers: [{ name: 'X-Key', value: 'value-1' }] })
  const saved = await station.call('webhooks.create', { id: webhookId, draft: first as never })
  station.clock.advance(1000)
  const second = aDraft({ name: 'Renamed', url: null, headers: [{ name: 'x-key', value: null }] })
  const again = await station.call('webhooks.update', { id: webhookId, draft: second as never })
  expect(again).toMatchObject({ name: 'Renamed', url: saved.url, signingSecret: saved.signingSecret })

  await station.call('webhooks.secret.copy', { id: webhookId })
  expect(station.copied).toEqual([signingSecret])
})

test('a header that is renamed has no value to keep, and the save changes nothing', async () => {
  await using station = await openWithWebhook()
  const before = await stateOf(station)
  const renamed = aDraft({ url: null, name: 'Renamed', headers: [{ name: 'X-New', value: null }] })
  expect(await refusalOf(station, 'webhooks.update', { id: webhookId, draft: renamed })).toMatchObject({
    fields: { 'draft.headers.0.value': 'Give the header X-New a value.' },
  })
  expect(await stateOf(station)).toEqual(before)
})

test('signing turned off and on again signs with the secret of before', async () => {
  await using station = await openWithWebhook()
  await station.call('webhooks.secret.copy', { id: webhookId })
  for (const signing of [false, true]) {
    await station.call('webhooks.update', { id: webhookId, draft: aDraft({ url: null, signing }) as never })
  }
  await station.call('webhooks.secret.copy', { id: webhookId })
  expect(station.copied[1]).toBe(station.copied[0])
})

test.for(['events.get', 'deliveries.get', 'deliveries.cancel'])('%s of what is not there says so', async (name) => {
  await using station = await openWithWebhook()
  for (const id of ['', 'nope', "' OR 1=1 --", '\0']) {
    expect(await refusalOf(station, name, { id })).toMatchObject({ code: 'missing' })
  }
  expect(station.errors).toEqual([])
})

test('redelivering several of which one is not there sends none', async () => {
  await using station = await openWithWebhook()
  await station.call('webhooks.disable', { id: webhookId })
  await station.call('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'T' } })
  const [delivery] = await station.call('deliveries.page', {})
  await station.call('webhooks.enable', { id: webhookId })
  const before = await stateOf(station)
  const ids = [delivery?.id, 'dlv_none']
  expect(await refusalOf(station, 'deliveries.redeliver', { ids })).toMatchObject({ code: 'missing' })
  expect(await stateOf(station)).toEqual(before)
})

test('a delivery whose event can’t be read says so instead of “a mistake”', async () => {
  await using station = await openWithWebhook()
  await station.call('webhooks.disable', { id: webhookId })
  const { id } = await station.call('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'T' } })
  const { DatabaseSync } = await import('node:sqlite')
  const outside = new DatabaseSync(`${station.folder}/ledger.sqlite`)
  outside.exec("UPDATE event SET data = '{torn'")
  outside.close()
  const [delivery] = await station.call('deliveries.page', {})
  expect(await refusalOf(station, 'deliveries.get', { id: delivery?.id })).toMatchObject({
    code: 'missing',
    message: expect.stringContaining('can’t be read'),
  })
  expect(await refusalOf(station, 'events.get', { id })).toMatchObject({ code: 'missing' })
})

test('events carry an id only once', async () => {
  await using station = await openWithWebhook()
  const event = { id: 'evt:own.1', type: 'agent.online' as const, data: { severity: 'info' as const, title: 'T' } }
  await station.call('events.fire', event)
  expect(await refusalOf(station, 'events.fire', event)).toMatchObject({
    code: 'conflict',
    fields: { id: expect.any(String) },
  })
})
