import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openMailServer } from '../support/mail-server.ts'
import { gather, minute, pass, setUpMail, states } from '../support/mail-station.ts'

const soc = 'soc@castellan.example'
const boss = 'boss@castellan.example'
const gone = 'gone@castellan.example'

const greylisted = (only: string, times = 1_000) =>
  ({ at: 'to', code: 450, text: 'greylisted, come back', only, times }) as const

/** One mail was tried once. */
async function tryOne(flow: Awaited<ReturnType<typeof setUpMail>>) {
  flow.receiver.always(reply(410))
  await flow.station.fire()
  await pass(flow.station, gather)
}
const listed = async ({ station }: Awaited<ReturnType<typeof setUpMail>>) =>
  (await station.call('app.snapshot', {})).mails

test('a recipient put off gets the mail at the next try, and nobody gets it twice', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [soc, boss] })
  server.refuse(greylisted(boss, 2))
  await tryOne(flow)
  expect(await listed(flow)).toMatchObject([
    { state: 'waiting', reason: expect.stringContaining(`not to ${boss} yet`), nextAttemptAt: expect.any(Number) },
  ])
  expect((await flow.station.call('app.snapshot', {})).problems).toEqual([])
  await pass(flow.station, minute)
  expect(states(flow.station)).toEqual(['waiting'])
  flow.station.restart()
  await pass(flow.station, 2 * minute)
  expect(server.mails.map(({ to }) => to)).toEqual([[soc], [boss]])
  expect(await listed(flow)).toMatchObject([{ state: 'sent', attempts: 3, reason: null }])
  // One mailbox for both can tell that it is the same.
  const ids = server.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
  expect(new Set(ids).size).toBe(1)
})

test('who is refused for good is named at the end, whether the others were put off or not', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [gone, soc, boss] })
  server.refuse({ at: 'to', code: 550, text: 'no such user', only: gone })
  server.refuse(greylisted(boss, 1))
  await tryOne(flow)
  expect(states(flow.station)).toEqual(['waiting'])
  server.refuse({ at: 'to', code: 550, text: 'never heard of', only: boss })
  await pass(flow.station, minute)
  expect(server.mails.map(({ to }) => to)).toEqual([[soc]])
  expect(await listed(flow)).toMatchObject([
    { state: 'sent', reason: expect.stringContaining(`takes no mail for ${gone}, ${boss}.`) },
  ])
})

test('one who is put off holds back no other mail', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [soc, boss] })
  const { station, receiver } = flow
  server.refuse(greylisted(boss))
  await tryOne(flow)
  for (let minutes = 0; minutes < 60; minutes += 1) await pass(station, minute)
  const tried = (await listed(flow))[0]!
  expect(tried.attempts).toBeGreaterThan(5)
  receiver.always(reply(200))
  await station.call('webhooks.enable', { id: flow.webhook })
  // The next try of the one is due; the other does not wait for it to be over.
  await pass(station, tried.nextAttemptAt! - station.clock.now())
  await station.fire()
  await pass(station, gather)
  expect(server.mails.map(({ to }) => to)).toEqual([[soc], [soc]])
  expect((await station.call('app.snapshot', {})).problems).toEqual([])
})

test('after 7 days of being put off it is given up for that recipient, and says so', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [soc, boss] })
  server.refuse(greylisted(boss))
  await tryOne(flow)
  flow.station.clock.jump(7 * 24 * 60 * minute)
  await pass(flow.station, 40 * minute)
  expect(await listed(flow)).toMatchObject([
    { state: 'sent', reason: expect.stringMatching(new RegExp(`not to ${boss}.*7 days`)) },
  ])
})

test('a recipient who was put off, and is no longer under To, gets nothing', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [soc, boss] })
  server.refuse(greylisted(boss))
  await tryOne(flow)
  expect(states(flow.station)).toEqual(['waiting'])
  server.refuseNothing()
  flow.accounts.set({ to: [soc] })
  await flow.station.call('settings.update', { email: {} })
  await pass(flow.station, minute)
  expect(server.mails.map(({ to }) => to)).toEqual([[soc]])
  expect(states(flow.station)).toEqual(['sent'])
})

test('critical events of which one recipient was put off go to him, and later ones to all', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server, { to: [soc, boss], critical: 'always' })
  const { station, receiver } = flow
  receiver.always(reply(200))
  server.refuse(greylisted(boss, 1))
  await station.fire({ title: 'First' })
  await pass(station, gather)
  await station.fire({ title: 'Second' })
  await pass(station, 2 * minute)
  await pass(station, 2 * minute)
  const seen = server.mails.map(({ to, raw }) => [to, /^Subject: (.*)$/m.exec(raw)?.[1]])
  expect(seen).toHaveLength(3)
  expect(seen).toEqual(
    expect.arrayContaining([
      [[soc], 'Critical event: First'],
      [[boss], 'Critical event: First'],
      [[soc, boss], 'Critical event: Second'],
    ]),
  )
})
