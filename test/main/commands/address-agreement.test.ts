import { expect, test } from 'vitest'
import type { Reach } from '../../../main/engine/address-class.ts'
import { aDraft, openWorkstation, refusalOf, stateOf, webhookId } from './ask.ts'

/** A workstation whose name server says what a test wants. A promise in it is waited for. */
async function open(leadsTo: Record<string, Reach | null | Promise<null>>) {
  const asked: string[] = []
  const station = await openWorkstation({
    lookupClass: async (hostname) => {
      asked.push(hostname)
      return (await leadsTo[hostname]) ?? null
    },
  })
  const save = (given: object = {}) =>
    station.call('webhooks.update', { id: webhookId, draft: aDraft({ url: null, ...given }) as never })
  const create = (url: string) => station.call('webhooks.create', { id: webhookId, draft: aDraft({ url }) as never })
  return { station, asked, leadsTo, save, create, [Symbol.asyncDispose]: () => station.close() }
}

const lessPublic = { last_code: 'address_less_public', last_status: null, last_verdict: null } as const

/** As the engine notes an attempt that was not made because the name leads somewhere less public. */
const blockLast = ({ station }: Awaited<ReturnType<typeof open>>) =>
  station.ledger().write(() => station.ledger().webhooks.failed(webhookId, lessPublic, 0))

test.for(['public', 'private', 'loopback'] as const)('saving agrees to the class of the address: %s', async (reach) => {
  await using opened = await open({ 'soar.corp': reach })
  expect(await opened.create('https://soar.corp/hook')).toMatchObject({ addressClass: reach })
  expect(opened.asked).toEqual(['soar.corp'])
})

test('a name that leads where nothing may be sent is refused at the URL, at the first save and later', async () => {
  await using opened = await open({ 'metadata.corp': 'forbidden', 'soar.corp': 'private' })
  const { station } = opened
  const words = { code: 'invalid', fields: { 'draft.url': expect.stringContaining('Nothing is ever sent to this') } }
  const draft = aDraft({ url: 'https://metadata.corp/' })
  expect(await refusalOf(station, 'webhooks.create', { id: webhookId, draft })).toMatchObject(words)
  await opened.create('https://soar.corp/')
  const before = await stateOf(station)
  expect(await refusalOf(station, 'webhooks.update', { id: webhookId, draft })).toMatchObject(words)
  expect(await stateOf(station)).toEqual(before)
})

test('a name that does not resolve is agreed to by the first connection', async () => {
  await using opened = await open({})
  expect(await opened.create('https://soar.corp/')).toMatchObject({ addressClass: null })
  opened.leadsTo['soar.corp'] = 'private'
  expect(await opened.save()).toMatchObject({ addressClass: 'private' })
})

test('a name server that does not answer is waited for 2 s', async () => {
  await using opened = await open({ 'soar.corp': new Promise<null>(() => {}) })
  const others = opened.station.clock.pending()
  const saving = opened.create('https://soar.corp/')
  await Promise.resolve()
  opened.station.clock.advance(1_999)
  expect((await opened.station.call('app.snapshot', {})).webhooks).toEqual([])
  opened.station.clock.advance(1)
  expect(await saving).toMatchObject({ addressClass: null })
  expect(opened.station.clock.pending()).toEqual(others)
})

test('a later save of the same host keeps what was agreed to: nothing is looked up', async () => {
  await using opened = await open({ 'soar.corp': 'public' })
  await opened.create('https://soar.corp/')
  opened.leadsTo['soar.corp'] = 'loopback'
  expect(await opened.save({ name: 'B' })).toMatchObject({ addressClass: 'public' })
  expect(await opened.save({ url: 'https://soar.corp/elsewhere' })).toMatchObject({ addressClass: 'public' })
  expect(opened.asked).toEqual(['soar.corp'])
})

test('another host is agreed to anew', async () => {
  await using opened = await open({ 'soar.corp': 'public', 'siem.corp': 'private' })
  await opened.create('https://soar.corp/')
  expect(await opened.save({ url: 'https://siem.corp/' })).toMatchObject({ addressClass: 'private' })
  expect(await opened.save({ url: 'https://unknown.corp/' })).toMatchObject({ addressClass: null })
})

test('after an attempt was blocked for it, a save says where it leads, and agrees only if it is told to', async () => {
  await using opened = await open({ 'soar.corp': 'public' })
  await opened.create('https://soar.corp/')
  opened.leadsTo['soar.corp'] = 'private'
  blockLast(opened)
  const before = await stateOf(opened.station)
  for (const agreeTo of [null, 'public', 'loopback']) {
    const draft = aDraft({ url: null, agreeTo })
    expect(await refusalOf(opened.station, 'webhooks.update', { id: webhookId, draft })).toEqual({
      code: 'conflict',
      message: expect.stringContaining('soar.corp now leads into your private network'),
      fields: { 'draft.url': expect.stringContaining('soar.corp now leads into your private network') },
      leadsTo: 'private',
    })
  }
  expect(await stateOf(opened.station)).toEqual(before)
  expect(await opened.save({ agreeTo: 'private' })).toMatchObject({ addressClass: 'private' })
})

test('what is agreed to is looked up, even if no attempt was blocked yet', async () => {
  await using opened = await open({ 'soar.corp': 'public' })
  await opened.create('https://soar.corp/')
  expect(await opened.save({ agreeTo: 'private' })).toMatchObject({ addressClass: 'public' })
  opened.leadsTo['soar.corp'] = 'private'
  expect(await opened.save({ agreeTo: 'private' })).toMatchObject({ addressClass: 'private' })
})

test('where it leads to what was agreed to again, a save needs no word about it', async () => {
  await using opened = await open({ 'soar.corp': 'private' })
  await opened.create('https://soar.corp/')
  blockLast(opened)
  expect(await opened.save()).toMatchObject({ addressClass: 'private' })
  opened.leadsTo['soar.corp'] = 'public'
  expect(await opened.save()).toMatchObject({ addressClass: 'private' })
})

test('what a connection finds out while a save looks the name up is not forgotten', async () => {
  const slow = Promise.withResolvers<null>()
  await using opened = await open({})
  await opened.create('https://soar.corp/')
  opened.leadsTo['soar.corp'] = slow.promise
  const saving = opened.save({ name: 'B' })
  const ledger = opened.station.ledger()
  ledger.write(() => ledger.webhooks.agreeTo(webhookId, 'loopback'))
  slow.resolve(null)
  expect(await saving).toMatchObject({ name: 'B', addressClass: 'loopback' })
})

test('where it can’t be looked up then, what was agreed to stays', async () => {
  await using opened = await open({ 'soar.corp': 'public' })
  await opened.create('https://soar.corp/')
  opened.leadsTo['soar.corp'] = null
  blockLast(opened)
  expect(await opened.save()).toMatchObject({ addressClass: 'public' })
})

test('another URL saved while a name is looked up keeps its own class', async () => {
  const slow = Promise.withResolvers<null>()
  await using opened = await open({ 'soar.corp': slow.promise, 'siem.corp': 'private' })
  const first = opened.create('https://soar.corp/')
  slow.resolve(null)
  await first
  const again = Promise.withResolvers<null>()
  opened.leadsTo['soar.corp'] = again.promise
  const renamed = opened.save({ name: 'B' })
  await opened.save({ url: 'https://siem.corp/' })
  again.resolve(null)
  expect(await renamed).toMatchObject({ name: 'B', url: { shown: 'https://siem.corp/' }, addressClass: 'private' })
})

test('a test agrees to nothing', async () => {
  await using opened = await open({ localhost: 'private' })
  await opened.station.call('webhooks.test', { id: webhookId, draft: aDraft() as never })
  expect(opened.asked).toEqual([])
})
