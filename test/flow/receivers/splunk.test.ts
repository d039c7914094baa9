import { expect, test } from 'vitest'
import { reply } from '../../support/answers.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateSplunk } from '../../support/receivers/splunk.ts'

const channel = '7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10'

test('an event reaches the index, and Splunk says so; the token is seen nowhere', async () => {
  const simulated = simulateSplunk()
  await using simulation = await openSimulated(simulated)
  await simulation.add()
  const { delivery, attempts } = await simulation.fire({ title: 'Mimikatz' })
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]!.said).toContain('took the event')
  expect(simulated.taken).toMatchObject([
    { sourcetype: 'castellan:event', host: 'WIN-FIN-07', event: { title: 'Mimikatz' } },
  ])
  expect(simulation.receiver.requests[0]!.path).toBe('/services/collector/event')
  const shown = JSON.stringify([attempts, await simulation.station.call('app.snapshot', {})])
  expect(shown).not.toContain(simulated.secrets[0])
})

test('a test before the first save is told apart by who reads it', async () => {
  const simulated = simulateSplunk()
  await using simulation = await openSimulated(simulated)
  expect(await simulation.test()).toMatchObject({ ok: true, said: expect.stringContaining('took the event') })
  expect(simulated.taken).toMatchObject([{ event: { test: true } }])
})

test('a token with acknowledgment needs a channel, and says so; with one it takes the event', async () => {
  const simulated = simulateSplunk({ acknowledgment: true })
  await using simulation = await openSimulated(simulated)
  const refused = await simulation.test()
  expect(refused).toMatchObject({ ok: false, code: 'bad_request' })
  expect(refused.explanation).toMatchObject({
    what: expect.stringContaining('code 10: Data channel is missing'),
    next: expect.stringContaining('Channel'),
  })
  expect(await simulation.test({ fields: { ...simulation.draft.fields, channel } })).toMatchObject({ ok: true })
})

test.for([
  ['an unknown token', { token: 'another' }, {}, 'unauthorized', 'code 4'],
  ['a token that is switched off', {}, { disabled: true }, 'forbidden', 'code 1'],
  ['an index the token may not write to', { index: 'secret' }, {}, 'bad_request', 'code 7'],
] as const)('%s is refused in words', async ([, entered, token, code, words]) => {
  await using simulation = await openSimulated(simulateSplunk(token))
  await simulation.add({ fields: { ...simulation.draft.fields, ...entered } })
  const { delivery, attempts } = await simulation.fire()
  expect(delivery.state).not.toBe('delivered')
  expect(attempts[0]).toMatchObject({ code, explanation: { what: expect.stringContaining(words) } })
})

test('the pages of Splunk at a wrong port are no delivery', async () => {
  await using simulation = await openSimulated(simulateSplunk())
  simulation.receiver.always(reply(200, { 'content-type': 'text/html' }, '<html><body>Splunk</body></html>'))
  const report = await simulation.test()
  expect(report).toMatchObject({ ok: false, code: 'refused', explanation: { next: expect.stringContaining('8088') } })
})

test('a full queue is waited for as long as it asks, and a nearly full one is told of', async () => {
  await using simulation = await openSimulated(simulateSplunk())
  const say = (status: number, code: number) =>
    reply(status, { 'retry-after': '60' }, JSON.stringify({ text: '', code }))
  simulation.receiver.answer(say(429, 26), say(200, 24))
  await simulation.add()
  const { delivery, attempts } = await simulation.fire()
  expect(attempts[0]).toMatchObject({ code: 'rate_limited' })
  await simulation.station.pass(59_000)
  expect(simulation.receiver.requests).toHaveLength(1)
  await simulation.station.pass(2_000)
  const after = await simulation.station.detail(delivery.id)
  expect(after.delivery.state).toBe('delivered')
  expect(after.attempts.at(-1)!.said).toContain('nearly full')
})
