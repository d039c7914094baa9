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
