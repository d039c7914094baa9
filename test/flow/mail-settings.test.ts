import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openMailServer } from '../support/mail-server.ts'
import { gather, minute, pass, setUpMail, states, subjectsOf } from '../support/mail-station.ts'
import type { Workstation } from '../support/workstation.ts'

/** A notice of its own each. */
const addNotices = (station: Workstation, webhookId: string, count: number, name = 'one') =>
  station.ledger().write(() => {
    for (let number = 0; number < count; number += 1)
      station.ledger().notices.insert({
        id: `ntc_${name}_${station.clock.now()}_${number}`,
        kind: 'early',
        webhookId,
        deliveryId: null,
        reason: 'HTTP 503',
        at: station.clock.now(),
      })
  })
const problems = async (station: Workstation) => (await station.call('app.snapshot', {})).problems
const save = (station: Workstation) => station.call('settings.update', { email: {} })

test.for([
  ['is turned off', { enabled: false }],
  ['goes to others', { to: ['other@castellan.example'] }],
] as const)('when mail %s while some go out, the one under way is the last of them', async ([, change]) => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
  const { station, accounts } = flow
  addNotices(station, flow.webhook, 20)
  server.think()
  await station.pass(gather)
  await server.received(1)
  accounts.set({ ...change, to: [...('to' in change ? change.to : ['soc@castellan.example'])] })
  await save(station)
  server.answer()
  await pass(station, minute)
  expect(server.mails.filter(({ to }) => to[0] === 'soc@castellan.example')).toHaveLength(1)
  expect(server.mails).toHaveLength('to' in change ? 20 : 1)
})

test('of a webhook that is deleted while others’ mails go out nothing is mailed any more', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
  const { station, receiver } = flow
  const other = await station.add({ url: receiver.url, caCertificate: receiver.ca, name: 'Other' })
  addNotices(station, flow.webhook, 1)
  addNotices(station, other, 1, 'other')
  server.think()
  await station.pass(gather)
  await server.received(1)
  await station.call('webhooks.remove', { id: other })
  server.answer()
  await pass(station, minute)
  expect(subjectsOf(server)).toEqual(['Webhook failing: Jira <SOC>'])
  expect(states(station)).toEqual(['sent'])
})

test('with critical events off none is mailed, one that fails while a mail goes out neither', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
  const { station, receiver } = flow
  addNotices(station, flow.webhook, 1)
  server.think()
  await station.pass(gather)
  await server.received(1)
  receiver.always(reply(410))
  await station.fire()
  server.answer()
  await station.mail().idle()
  await pass(station, minute)
  expect(subjectsOf(server)).toEqual(['Webhook failing: Jira <SOC>', 'Webhook disabled: Jira <SOC>'])
})

test('settings saved while a try is under way are tried at once, and its failure says nothing of them', async () => {
  await using server = await openMailServer()
  await using stuck = await openMailServer()
  stuck.hold()
  await using flow = await setUpMail(server, { port: stuck.port, caCertificate: stuck.ca })
  const { station, receiver, accounts } = flow
  receiver.always(reply(410))
  await station.fire()
  await station.pass(gather)
  await stuck.connected(1)
  accounts.set({ port: server.port, caCertificate: server.ca })
  await save(station)
  await pass(station, 0)
  expect(states(station)).toEqual(['sent'])
  expect(await problems(station)).toEqual([])
})

test('a mail that fails by the old settings goes out by the new ones at once', async () => {
  await using server = await openMailServer()
  await using old = await openMailServer()
  await using flow = await setUpMail(server, { port: old.port, caCertificate: old.ca })
  const { station, receiver, accounts } = flow
  receiver.always(reply(410))
  old.refuse({ at: 'data', code: 550, text: 'not from you' })
  old.think()
  await station.fire()
  await station.pass(gather)
  await old.received(1)
  accounts.set({ port: server.port, caCertificate: server.ca })
  await save(station)
  old.answer()
  await station.mail().idle()
  await pass(station, 0)
  expect(subjectsOf(server)).toEqual(['Webhook disabled: Jira <SOC>'])
  expect(await problems(station)).toEqual([])
})

test.for([
  ['mail', { enabled: false }],
  ['critical events', { critical: 'off' }],
] as const)(
  'with %s turned off nothing waits, is listed or counted, and nothing is mailed once it is turned on',
  async ([, change]) => {
    await using server = await openMailServer()
    await using flow = await setUpMail(server, { critical: 'failed', ...change })
    const { station, accounts } = flow
    station.network.set('down')
    if ('enabled' in change) addNotices(station, flow.webhook, 3)
    const { ledger } = station
    ledger().write(() => ledger().outbox.add('mail', 'event', 'evt_1', station.clock.now()))
    await pass(station, gather)
    expect((await station.call('app.snapshot', {})).mails).toEqual([])
    expect(ledger().outbox.waiting('mail')).toBe(0)
    accounts.set({ enabled: true, critical: 'failed' })
    await save(station)
    station.network.set('up')
    await pass(station, minute)
    expect(server.connections()).toBe(0)
  },
)

test('what waits is dropped as soon as it is turned off, with no network too', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
  const { station, accounts } = flow
  station.network.set('down')
  addNotices(station, flow.webhook, 3)
  await pass(station, gather)
  expect(states(station)).toEqual(['waiting', 'waiting', 'waiting'])
  accounts.set({ enabled: false })
  await save(station)
  expect(states(station)).toEqual([])
})

test('that mails wait is said only while one does', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { secret: 'not-this-one' })
  const { station, receiver } = flow
  receiver.always(reply(410))
  await station.fire()
  await pass(station, gather)
  expect(await problems(station)).toMatchObject([{ id: 'mail' }])
  // Of a webhook that is gone nothing is mailed.
  await station.call('webhooks.remove', { id: flow.webhook })
  await pass(station, minute)
  await pass(station, gather)
  expect(states(station)).toEqual([])
  expect(await problems(station)).toEqual([])
})
