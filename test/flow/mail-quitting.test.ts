import { expect, test } from 'vitest'
import { reply } from '../support/answers.ts'
import { openMailServer } from '../support/mail-server.ts'
import { gather, minute, pass, setUpMail, states, subjectsOf } from '../support/mail-station.ts'

/** Up to where a mail was handed over whole, and the server says nothing yet. */
async function handOver(server: Awaited<ReturnType<typeof openMailServer>>) {
  const flow = await setUpMail(server)
  flow.receiver.always(reply(410))
  server.think()
  await flow.station.fire()
  await flow.station.pass(gather)
  await server.received(1)
  return flow
}

test('quitting waits a moment for the answer to a mail that was handed over', async () => {
  await using server = await openMailServer()
  await using flow = await handOver(server)
  const { station } = flow
  const closing = station.mail().close()
  server.answer()
  await closing
  expect(states(station)).toEqual(['sent'])
})

test('it does not wait for ever: then whether the mail arrived is not known', async () => {
  await using server = await openMailServer()
  await using flow = await handOver(server)
  const { station } = flow
  await station.mail().close(50)
  expect(states(station)).toEqual(['unknown'])
})

test('quitting waits for no server that was given no mail, and the mail goes out at the next start', async () => {
  await using server = await openMailServer()
  await using flow = await setUpMail(server)
  const { station, receiver } = flow
  receiver.always(reply(410))
  server.hold()
  await station.fire()
  await station.pass(gather)
  await server.connected(1)
  // Longer than a test may take.
  await station.mail().close(minute)
  expect(states(station)).toEqual(['waiting'])
  server.release()
  station.restart()
  await pass(station, gather)
  expect(subjectsOf(server)).toEqual(['Webhook disabled: Jira <SOC>'])
})

test('after the mail under way none is begun', async () => {
  await using server = await openMailServer()
  await using flow = await handOver(server)
  const { station } = flow
  const { ledger, clock } = station
  ledger().write(() =>
    ledger().notices.insert({
      id: 'ntc_2',
      kind: 'early',
      webhookId: flow.webhook,
      deliveryId: null,
      reason: 'HTTP 503',
      at: clock.now(),
    }),
  )
  const closing = station.mail().close()
  server.answer()
  await closing
  expect(states(station)).toEqual(['sent', 'waiting'])
})
