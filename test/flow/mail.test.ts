import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openMailServer } from '../support/mail-server.ts'
import { gaps, gather, minute, pass, secret, setUpMail, states, subjectsOf } from '../support/mail-station.ts'

test('failing, disabled and recovered: one mail each, with what an analyst needs and no secret', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server, { secret: 'not-this-one' })
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server)
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
  await using flow = await setUpMail(server, { enabled: false })
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
