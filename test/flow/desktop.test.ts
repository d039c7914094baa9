import { expect, test } from 'vitest'
import type { Notification } from '../../main/notices/desktop-words.ts'
import type { Notifier } from '../../main/notices/notifier.ts'
import { readOutlook } from '../../main/notices/outlook.ts'
import { reply } from '../support/answers.ts'
import { anAccount, makeAccounts } from '../support/mail-accounts.ts'
import { openMailServer } from '../support/mail-server.ts'
import { makeFakeClock } from '../support/fake-clock.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)
const minute = 60_000
const gather = 1_000
const all503 = 'All 5 attempts of a delivery failed. Last: HTTP 503, receiver unavailable.'

type Options = Parameters<typeof openWorkstation>[0]

/** A webhook at a receiver that fails, and what the desktop was asked to show. */
async function setUp(options: Options = {}) {
  const receiver = await openReceiver()
  receiver.always(reply(503))
  const shown: (Notification & { click: () => void; fail: (why: string) => void })[] = []
  const desktop = { works: true }
  const station = await openWorkstation({
    notifier: {
      isSupported: () => desktop.works,
      show: (notification, { clicked, failed }) => void shown.push({ ...notification, click: clicked, fail: failed }),
    },
    ...options,
  })
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca, name: 'Jira SOC' })
  /** Written as the engine does. */
  const note = (id: string, kind: 'early' | 'recovered' | 'disabled', webhookId = webhook) =>
    station.ledger().write(() => {
      station
        .ledger()
        .notices.insert({ id, kind, webhookId, deliveryId: null, reason: 'HTTP 503', at: station.clock.now() })
    })
  return {
    receiver,
    station,
    webhook,
    shown,
    desktop,
    note,
    titles: () => shown.map(({ title }) => title),
    states: () =>
      station
        .ledger()
        .outbox.page('desktop', 500)
        .toReversed()
        .map(({ state }) => state),
    notices: async () => (await station.call('app.snapshot', {})).notices,
    exhaust: async () => {
      for (const gap of gaps) await station.pass(gap)
      await station.pass(gather)
    },
    async [Symbol.asyncDispose]() {
      await station.close()
      await receiver.close()
    },
  }
}

test('failing is told once, disabling at once though 15 minutes are not over, recovering after them', async () => {
  await using flow = await setUp()
  const { station, receiver, webhook, shown } = flow
  const [delivery] = await station.fire()
  await station.pass(gaps[0]!)
  await station.pass(gather)
  expect(shown).toEqual([])
  station.changes()
  await station.pass(gaps[1]!)
  expect(station.changes()).toContainEqual({
    kind: 'notices',
    notices: {
      unread: 1,
      untold: null,
      newest: [
        expect.objectContaining({
          kind: 'early',
          about: { kind: 'webhook', id: webhook, name: 'Jira SOC' },
          readAt: null,
        }),
      ],
    },
  })
  await station.pass(gather)
  expect(shown).toMatchObject([
    {
      title: 'Webhook failing: Jira SOC',
      body: 'HTTP 503, receiver unavailable (attempt 3 of 5).',
      place: { screen: 'deliveries', deliveryId: delivery },
    },
  ])
  await flow.exhaust()
  expect(shown[1]).toMatchObject({
    title: 'Webhook disabled: Jira SOC',
    body: `${all503} Its events are kept until you enable it.`,
    place: { screen: 'webhooks', webhookId: webhook },
  })

  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: webhook })
  await station.fire()
  await station.pass(14 * minute)
  expect(shown).toHaveLength(2)
  await station.pass(minute)
  expect(shown[2]).toMatchObject({ title: 'Webhook works again: Jira SOC', body: 'A delivery arrived.' })
  await station.pass(24 * 60 * minute)
  expect(shown).toHaveLength(3)
  expect(flow.states()).toEqual(['sent', 'sent', 'sent'])
  expect(station.errors).toEqual([])
})

test('at most one notification per webhook in 15 minutes, and it counts what came in between', async () => {
  await using flow = await setUp()
  const { station, note, shown, titles } = flow
  note('ntc_1', 'early')
  await station.pass(gather)
  note('ntc_2', 'recovered')
  await station.pass(minute)
  note('ntc_3', 'early')
  await station.pass(minute)
  note('ntc_4', 'recovered')
  await station.pass(12 * minute)
  expect(titles()).toEqual(['Webhook failing: Jira SOC'])
  await station.pass(minute)
  expect(titles()).toEqual(['Webhook failing: Jira SOC', 'Webhook works again: Jira SOC'])
  expect(shown[1]?.body).toBe('HTTP 503. And 2 more.')
  await station.pass(60 * minute)
  expect(shown).toHaveLength(2)
})

test('another webhook is told of meanwhile', async () => {
  await using flow = await setUp()
  const { station, receiver, note, titles } = flow
  const other = await station.add({ url: receiver.url, caCertificate: receiver.ca, name: 'Splunk' })
  note('ntc_1', 'early')
  await station.pass(gather)
  note('ntc_2', 'recovered')
  note('ntc_3', 'early', other)
  await station.pass(gather)
  expect(titles()).toEqual(['Webhook failing: Jira SOC', 'Webhook failing: Splunk'])
})

test('a disabling takes with it what waited of its webhook', async () => {
  await using flow = await setUp()
  const { station, note, shown, titles } = flow
  note('ntc_1', 'recovered')
  await station.pass(gather)
  note('ntc_2', 'early')
  await station.pass(minute)
  note('ntc_3', 'disabled')
  await station.pass(gather)
  expect(titles()).toEqual(['Webhook works again: Jira SOC', 'Webhook disabled: Jira SOC'])
  expect(shown[1]?.body).toContain('And 1 more.')
  await station.pass(60 * minute)
  expect(shown).toHaveLength(2)
})

test('more than three webhooks at a time are told in one notification, which opens the list', async () => {
  await using flow = await setUp()
  const { station, receiver, note, shown } = flow
  note('ntc_0', 'early')
  for (const name of ['A', 'B', 'C', 'D']) {
    note(`ntc_${name}`, 'disabled', await station.add({ url: receiver.url, caCertificate: receiver.ca, name }))
  }
  await station.pass(gather)
  expect(shown).toMatchObject([
    {
      title: '5 webhooks: 4 disabled, 1 failing',
      body: 'Jira SOC, A, B, and 2 more.',
      place: { screen: 'notices' },
    },
  ])
  shown[0]?.click()
  expect((await flow.notices()).unread).toBe(0)
})

test('in quiet hours nothing is shown; after them one notification per webhook says what came in', async () => {
  const evening = new Date(2026, 10, 23, 21, 59).getTime()
  await using flow = await setUp({ clock: makeFakeClock(evening) })
  const { station, note, shown, titles } = flow
  await station.call('settings.update', { desktop: { ...station.settings().desktop, quiet: true } })
  note('ntc_1', 'early')
  await station.pass(gather)
  expect(titles()).toEqual(['Webhook failing: Jira SOC'])
  await station.pass(30 * minute)
  note('ntc_2', 'disabled')
  note('ntc_3', 'recovered')
  await station.pass(8 * 60 * minute)
  expect(shown).toHaveLength(1)
  expect((await flow.notices()).unread).toBe(3)
  await station.pass(31 * minute)
  expect(titles().slice(1)).toEqual(['Webhook works again: Jira SOC'])
  expect(shown[1]?.body).toBe('HTTP 503. And 1 more.')
})

test('quiet hours that are turned off have what waits shown at once', async () => {
  await using flow = await setUp({ clock: makeFakeClock(new Date(2026, 10, 23, 23, 0).getTime()) })
  const { station, note, titles } = flow
  const { desktop } = station.settings()
  await station.call('settings.update', { desktop: { ...desktop, quiet: true } })
  note('ntc_1', 'early')
  await station.pass(minute)
  expect(titles()).toEqual([])
  await station.call('settings.update', { desktop })
  expect(titles()).toEqual(['Webhook failing: Jira SOC'])
})

test('a kind that is not wanted is not shown, now or later, and is in the list all the same', async () => {
  await using flow = await setUp()
  const { station, note, shown, titles } = flow
  const { desktop } = station.settings()
  await station.call('settings.update', { desktop: { ...desktop, early: false } })
  note('ntc_1', 'early')
  note('ntc_2', 'recovered')
  await station.pass(gather)
  expect(titles()).toEqual(['Webhook works again: Jira SOC'])
  // Nor is it counted.
  expect(shown[0]?.body).toBe('HTTP 503.')
  await station.call('settings.update', { desktop })
  await station.pass(60 * minute)
  expect(titles()).toHaveLength(1)
  expect((await flow.notices()).newest.map(({ id, readAt }) => [id, readAt])).toEqual([
    ['ntc_2', null],
    ['ntc_1', null],
  ])
})

test('a restart neither shows a notice again nor forgets one, nor how long ago the last was shown', async () => {
  await using flow = await setUp()
  const { station, note, titles } = flow
  note('ntc_1', 'early')
  await station.pass(gather)
  note('ntc_2', 'recovered')
  station.restart()
  await station.pass(10 * minute)
  expect(titles()).toEqual(['Webhook failing: Jira SOC'])
  await station.pass(5 * minute)
  expect(titles()).toEqual(['Webhook failing: Jira SOC', 'Webhook works again: Jira SOC'])
  station.restart()
  await station.pass(60 * minute)
  expect(titles()).toHaveLength(2)
})

test('a notice that was written right before a crash is shown after it', async () => {
  await using flow = await setUp()
  flow.note('ntc_1', 'disabled')
  flow.station.restart()
  await flow.station.pass(gather)
  expect(flow.titles()).toEqual(['Webhook disabled: Jira SOC'])
})

test('one that a crash caught while it was shown is never shown twice, and stays unread', async () => {
  await using flow = await setUp()
  const { station, note } = flow
  note('ntc_1', 'disabled')
  const { ledger } = station
  const rows = ledger().outbox.due('desktop', 'notice', station.clock.now(), 10)
  ledger().write(() => ledger().outbox.claim(rows))
  station.restart()
  await station.pass(60 * minute)
  expect(flow.shown).toEqual([])
  expect(flow.states()).toEqual(['unknown'])
  expect((await flow.notices()).unread).toBe(1)
})

test('a click marks what it told of as read, and the window is told', async () => {
  await using flow = await setUp()
  const { station, note, shown } = flow
  note('ntc_1', 'early')
  await station.pass(gather)
  station.changes()
  shown[0]?.click()
  expect(station.changes()).toMatchObject([{ kind: 'notices', notices: { unread: 0 } }])
  const { unread, newest } = await flow.notices()
  expect([unread, newest[0]?.readAt]).toEqual([0, station.clock.now()])
})

test('of a webhook that was deleted nothing is shown any more', async () => {
  await using flow = await setUp()
  const { station, note, webhook } = flow
  note('ntc_1', 'early')
  await station.call('webhooks.remove', { id: webhook })
  await station.pass(60 * minute)
  expect(flow.shown).toEqual([])
  expect(flow.states()).toEqual([])
})

test('a workstation that shows no notifications keeps them in the list, and mails go out all the same', async () => {
  await using server = await openMailServer()
  const accounts = makeAccounts(anAccount(server))
  await using flow = await setUp({ mailAccounts: accounts })
  const { station, note, desktop } = flow
  desktop.works = false
  note('ntc_1', 'disabled')
  await station.pass(gather)
  await station.mail().idle()
  expect(flow.states()).toEqual(['failed'])
  expect(server.mails).toHaveLength(1)
  expect(await flow.notices()).toMatchObject({ unread: 1, untold: 'unsupported' })
})

test('a notification the system did not show does not count as shown, the window is told, and the next that is shown ends it', async () => {
  await using flow = await setUp()
  const { station, note, shown } = flow
  expect((await flow.notices()).untold).toBe(null)
  note('ntc_1', 'early')
  await station.pass(gather)
  station.changes()
  shown[0]?.fail('Notifications are disabled for this app\u202E')
  expect(flow.states()).toEqual(['failed'])
  expect(station.changes()).toMatchObject([{ kind: 'notices', notices: { unread: 1, untold: 'failed' } }])
  await station.pass(60 * minute)
  expect(shown).toHaveLength(1)
  note('ntc_2', 'disabled')
  await station.pass(gather)
  expect(flow.states()).toEqual(['failed', 'sent'])
  expect((await flow.notices()).untold).toBe(null)
})

test.for<[string, Notifier['show']]>([
  ['says so at once', (_notification, { failed }) => failed('blocked')],
  [
    'throws',
    () => {
      throw new Error('no bus')
    },
  ],
])('a system that %s: it counts as not shown, and is not tried again', async ([, show]) => {
  let tries = 0
  const notifier: Notifier = {
    isSupported: () => true,
    show: (...given) => {
      tries += 1
      show(...given)
    },
  }
  await using flow = await setUp({ notifier })
  const { station, note } = flow
  note('ntc_1', 'early')
  await station.pass(gather)
  expect(flow.states()).toEqual(['failed'])
  expect((await flow.notices()).untold).toBe('failed')
  await station.pass(60 * minute)
  expect(tries).toBe(1)
  expect(station.errors).toEqual([])
})

test('where the ledger can’t be written a click still opens the thing, and a late refusal harms nothing: both are logged', async () => {
  await using flow = await setUp()
  const { station, note, shown } = flow
  note('ntc_1', 'early')
  await station.pass(gather)
  station.ledger().write = () => {
    throw new Error('disk full')
  }
  shown[0]?.click()
  shown[0]?.fail('blocked')
  expect(station.errors).toEqual([
    'that a notice was opened could not be kept: Error: disk full',
    'that a notice was not shown could not be kept: Error: disk full',
  ])
})

test('that it failed may be told after the app has closed', async () => {
  await using flow = await setUp()
  flow.note('ntc_1', 'early')
  await flow.station.pass(gather)
  flow.station.restart()
  flow.shown[0]?.fail('gone')
  expect(flow.states()).toEqual(['sent'])
})

test('a mail server that is down holds no notification back', async () => {
  await using server = await openMailServer()
  server.refuse({ at: 'from', code: 421, text: 'closing for an hour' })
  await using flow = await setUp({ mailAccounts: makeAccounts(anAccount(server)) })
  flow.note('ntc_1', 'disabled')
  await flow.station.pass(gather)
  await flow.station.mail().idle()
  expect(flow.titles()).toEqual(['Webhook disabled: Jira SOC'])
  expect(flow.station.ledger().outbox.waiting('mail')).toBe(1)
})

test('reading one and reading all are told to the window; what was read stays read at its first time', async () => {
  await using flow = await setUp()
  const { station, note } = flow
  for (const id of ['ntc_1', 'ntc_2', 'ntc_3']) note(id, 'early')
  const before = station.clock.now()
  await station.call('notices.read', { ids: ['ntc_2', 'ntc_none'] })
  expect((await flow.notices()).unread).toBe(2)
  station.clock.advance(minute)
  await station.call('notices.read', { ids: ['ntc_2'] })
  await station.call('notices.readAll', {})
  const { unread, newest } = await flow.notices()
  expect(unread).toBe(0)
  expect(newest.find(({ id }) => id === 'ntc_2')?.readAt).toBe(before)
})

test('the outlook for the tray: the worst state, how many need the analyst, and what is still to be sent', async () => {
  await using flow = await setUp()
  const { station, receiver, webhook } = flow
  const outlook = (mailed = false) =>
    readOutlook(station.ledger(), { network: station.network.state(), mailed, problems: [] })
  const calm = {
    state: 'ok',
    fault: null,
    problem: null,
    troubled: 0,
    webhooks: 1,
    deliveries: 0,
    mails: 0,
    unread: 0,
    network: 'up',
  }
  expect(outlook()).toEqual(calm)
  await station.fire()
  expect(outlook()).toMatchObject({ state: 'warning', troubled: 1, deliveries: 1 })
  await flow.exhaust()
  // Held, it waits for the analyst.
  expect(outlook()).toMatchObject({ state: 'disabled', troubled: 1, deliveries: 0, mails: 0, unread: 2 })
  // Failing, disabled, and the critical event it did not take.
  expect(outlook(true).mails).toBe(3)
  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: webhook })
  await station.call('webhooks.disable', { id: webhook })
  expect(outlook()).toMatchObject({ state: 'ok', troubled: 0, webhooks: 1 })
})

test('the outlook tells of more than webhooks: of a problem as a warning, of a ledger that refuses events as the worst', async () => {
  await using flow = await setUp()
  const { station } = flow
  const banner = { id: 'mail', message: 'E-mails wait: the server refused the login.', next: 'Enter the password.' }
  const outlook = () => readOutlook(station.ledger(), { network: 'up', mailed: true, problems: [banner] })
  expect(outlook()).toMatchObject({ state: 'warning', fault: null, problem: banner.message, troubled: 0 })
  station.ledger().trouble.damaged()
  expect(outlook()).toMatchObject({ state: 'disabled', fault: 'damaged' })
})
