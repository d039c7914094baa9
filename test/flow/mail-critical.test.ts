import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openMailServer } from '../support/mail-server.ts'
import { minute, pass, setUpMail, states, subjectsOf } from '../support/mail-station.ts'

test.for([
  ['off', []],
  ['failed', ['Critical event: Failing one', 'Critical event: Held one']],
  ['always', ['Critical event: Arrives', 'Critical event: Failing one', 'Critical event: Held one']],
] as const)('critical events, %s: mailed as a backup once each', async ([critical, expected]) => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { critical })
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

test.for([
  ['was gone', 410],
  ['had failed for the last time', 503],
] as const)(
  'when delivery fails: events still queued when the receiver %s are mailed too, once each',
  async ([, status]) => {
    await using server = await openMailServer()
    await using flow = await setUpMail(server, { critical: 'failed' }, { keepOrder: true })
    const { station, receiver } = flow
    receiver.always(reply(status))
    receiver.hold()
    for (const title of ['First', 'Second'])
      await station.call('events.fire', { type: 'security.critical', data: { severity: 'critical', title } })
    await receiver.received(1)
    receiver.release()
    await station.idle()
    await flow.exhaust()
    await pass(station, 2 * minute)
    const critical = server.mails.filter(({ raw }) => /^Subject: .*critical/im.test(raw))
    expect(critical).toHaveLength(1)
    for (const title of ['First', 'Second']) expect(critical[0]?.raw).toContain(title)
    expect(states(station).every((state) => state === 'sent')).toBe(true)
  },
)

test('when delivery fails: what the analyst keeps back is mailed to nobody', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { critical: 'failed' })
  const { station } = flow
  await station.fire({ title: 'Retrying' })
  await station.call('webhooks.disable', { id: flow.webhook })
  await pass(station, 2 * minute)
  expect(states(station)).toEqual([])
})

test('a flood of critical events is few mails, and each event is in one of them', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { critical: 'always' })
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
