import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { anAccount, makeAccounts } from '../support/mail-accounts.ts'
import { type MailServer, openMailServer } from '../support/mail-server.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)
const minute = 60_000
const gather = 1_000
const secret = 's3cr3t-of-the-url-0123456789abcdef'

const subjectsOf = (server: MailServer) => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])
const states = (station: Workstation) =>
  station
    .ledger()
    .outbox.page('mail', 500)
    .toReversed()
    .map(({ state }) => state)

/** Lets this much time pass, and waits until nothing is being sent or mailed. */
async function pass(station: Workstation, ms: number) {
  await station.pass(ms)
  await station.mail().idle()
}

async function setUp(server: MailServer, change: Parameters<typeof anAccount>[1] = {}) {
  const receiver = await openReceiver()
  receiver.always(reply(503))
  const accounts = makeAccounts(anAccount(server, change))
  const station = await openWorkstation({ mailAccounts: accounts, mailPatience: { open: 5_000, send: 5_000 } })
  const url = `${receiver.url}?token=${secret}`
  const webhook = await station.add({ url, caCertificate: receiver.ca, name: 'Jira <SOC>' })
  return {
    receiver,
    accounts,
    station,
    webhook,
    exhaust: async () => {
      for (const gap of gaps) await pass(station, gap)
      await pass(station, gather)
    },
    async [Symbol.asyncDispose]() {
      await station.close()
      await receiver.close()
    },
  }
}

test('failing, disabled and recovered: one mail each, with what an analyst needs and no secret', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver, webhook } = flow
  await station.fire()
  await pass(station, gaps[0]!)
  await pass(station, gather)
  expect(server.mails).toEqual([])
  await pass(station, gaps[1]!)
  await pass(station, gather)
  expect(subjectsOf(server)).toEqual(['Webhook failing: Jira <SOC>'])
  await flow.exhaust()
  expect(subjectsOf(server)).toEqual(['Webhook failing: Jira <SOC>', 'Webhook disabled: Jira <SOC>'])
  const { raw } = server.mails[1]!
  const text = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  expect(text).toContain('All 5 attempts of a delivery failed')
  expect(text).toContain('What to do:')
  expect(text).toContain(`castellan-webhooks://webhook/${webhook}`)
  expect(text).toContain('Jira &lt;SOC&gt;')
  expect(text).not.toContain(secret)

  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: webhook })
  await station.fire()
  await station.fire()
  await pass(station, gather)
  await pass(station, 24 * 60 * minute)
  expect(subjectsOf(server)).toEqual([
    'Webhook failing: Jira <SOC>',
    'Webhook disabled: Jira <SOC>',
    'Webhook works again: Jira <SOC>',
  ])
  expect(states(station)).toEqual(['sent', 'sent', 'sent'])
  expect(station.errors).toEqual([])
})

test('a mail server that is down for an hour delays the mail, and it goes out once', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver } = flow
  receiver.always(reply(410))
  server.refuse({ at: 'from', code: 421, text: 'closing for an hour' })
  await station.fire()
  await pass(station, gather)
  for (let minutes = 0; minutes < 60; minutes += 1) await pass(station, minute)
  expect(server.mails).toEqual([])
  expect(states(station)).toEqual(['waiting'])
  // Not a knock a minute: it is asked less and less often.
  expect(server.connections()).toBeLessThan(10)
  expect((await station.call('app.snapshot', {})).problems).toMatchObject([
    { id: 'mail', message: expect.stringContaining('E-mails wait') },
  ])
  server.refuseNothing()
  for (let minutes = 0; minutes < 31; minutes += 1) await pass(station, minute)
  expect(subjectsOf(server)).toEqual(['Webhook disabled: Jira <SOC>'])
  expect(states(station)).toEqual(['sent'])
  expect((await station.call('app.snapshot', {})).problems).toEqual([])
})

test('saved settings, and a network that is back, have what waits tried at once', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server, { secret: 'not-this-one' })
  const { station, receiver, accounts } = flow
  receiver.always(reply(410))
  await station.fire()
  await pass(station, gather)
  expect((await station.call('app.snapshot', {})).problems).toMatchObject([{ id: 'mail' }])
  accounts.set({ secret: 'correct-horse' })
  await station.call('settings.update', { appearance: { theme: 'dark' } })
  await pass(station, 0)
  expect(server.mails).toHaveLength(0)
  await station.call('settings.update', { email: {} })
  await pass(station, 0)
  expect(server.mails).toHaveLength(1)

  station.network.set('down')
  receiver.always(reply(200))
  const second = await station.add({ url: receiver.url, caCertificate: receiver.ca, name: 'Other' })
  station.ledger().write(() =>
    station.ledger().notices.insert({
      id: 'ntc_other',
      kind: 'early',
      webhookId: second,
      deliveryId: null,
      reason: 'HTTP 503',
      at: station.clock.now(),
    }),
  )
  await pass(station, minute)
  expect(server.mails).toHaveLength(1)
  station.network.set('up')
  await pass(station, 0)
  expect(server.mails).toHaveLength(2)
})

test('an app that ends in the middle of a mail does not know of it, says so, and sends it to nobody twice', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver } = flow
  receiver.always(reply(410))
  const { ledger } = station
  await station.fire()
  await station.idle()
  // On disk as a crash leaves it: claimed, and nothing known of what became of it.
  ledger().write(() => ledger().outbox.claim(ledger().outbox.due('mail', 'notice', station.clock.now(), 10)))
  station.restart()
  await pass(station, 24 * 60 * minute)
  expect(server.mails).toEqual([])
  expect((await station.call('app.snapshot', {})).mails).toMatchObject([
    { state: 'unknown', reason: expect.stringContaining('may have arrived') },
  ])
})

test('one that was waiting when the app ended goes out at the next start, once', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver } = flow
  receiver.always(reply(410))
  await station.fire()
  await station.idle()
  station.restart()
  await pass(station, gather)
  station.restart()
  await pass(station, minute)
  expect(subjectsOf(server)).toEqual(['Webhook disabled: Jira <SOC>'])
})

test('a connection cut after the mail was handed over leaves it unknown; the next mails go out all the same', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station } = flow
  server.cutAfterData()
  await station.fire()
  await flow.exhaust()
  await pass(station, 2 * minute)
  expect(states(station)).toEqual(['unknown', 'sent'])
  expect(subjectsOf(server)).toEqual(['Webhook failing: Jira <SOC>', 'Webhook disabled: Jira <SOC>'])
})

test('greylisting is waited out, and a mail that is refused itself holds no other back', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver } = flow
  server.refuse({ at: 'to', code: 450, text: 'greylisted', times: 1 })
  await station.fire()
  await pass(station, gaps[0]!)
  await pass(station, gaps[1]!)
  await pass(station, gather)
  expect(states(station)).toEqual(['waiting'])
  await pass(station, minute)
  expect(states(station)).toEqual(['sent'])

  server.refuse({ at: 'data', code: 554, text: 'spam', times: 1 })
  await pass(station, gaps[2]!)
  await pass(station, gaps[3]!)
  await pass(station, gather)
  expect(states(station)).toEqual(['sent', 'waiting'])
  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: flow.webhook })
  await station.fire()
  await pass(station, gather)
  expect(states(station)).toEqual(['sent', 'sent', 'sent'].with(1, 'waiting'))
  await pass(station, 10 * minute)
  expect(states(station)).toEqual(['sent', 'sent', 'sent'])
})

test('after 7 days of trying a mail is given up, and says so', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server)
  const { station, receiver } = flow
  receiver.always(reply(410))
  server.refuse({ at: 'to', code: 550, text: 'no such user' })
  await station.fire()
  await pass(station, gather)
  station.clock.jump(7 * 24 * 60 * minute)
  await pass(station, 40 * minute)
  expect(states(station)).toEqual(['failed'])
})

test('with mail turned off nothing is mailed, then or later', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server, { enabled: false })
  const { station, receiver, accounts } = flow
  receiver.always(reply(410))
  await station.fire()
  await pass(station, gather)
  accounts.set({ enabled: true })
  await station.call('settings.update', { email: {} })
  await pass(station, minute)
  expect(server.connections()).toBe(0)
  expect(states(station)).toEqual([])
})

test.for([
  ['off', []],
  ['failed', ['Critical event: Failing one', 'Critical event: Held one']],
  ['always', ['Critical event: Arrives', 'Critical event: Failing one', 'Critical event: Held one']],
] as const)('critical events, %s: mailed as a backup once each', async ([critical, expected]) => {
  await using server = await openMailServer()
  await using flow = await setUp(server, { critical })
  const { station, receiver } = flow
  receiver.always(reply(200))
  await station.fire({ title: 'Arrives' })
  await pass(station, 2 * minute)
  receiver.always(reply(503))
  await station.fire({ title: 'Failing one' })
  await flow.exhaust()
  await pass(station, 2 * minute)
  await station.fire({ title: 'Held one' })
  await pass(station, 2 * minute)
  await pass(station, 2 * minute)
  expect(subjectsOf(server).filter((subject) => subject?.startsWith('Critical'))).toEqual(expected)
})

test('a flood of critical events is few mails, and each event is in one of them', async () => {
  await using server = await openMailServer()
  await using flow = await setUp(server, { critical: 'always' })
  const { station, receiver } = flow
  receiver.always(reply(200))
  for (let count = 0; count < 120; count += 1) {
    await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title: `E${count}` } })
    if (count % 40 === 39) await pass(station, 2_000)
  }
  await pass(station, 2 * minute)
  expect(subjectsOf(server)).toEqual(['40 critical events', '80 critical events'])
  expect(states(station)).toEqual(Array(120).fill('sent'))
})
