import { expect, test } from 'vitest'
import { reply } from '../../support/answers.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateQradar } from '../../support/receivers/qradar.ts'

test('an event arrives as a line of LEEF that QRadar can read; it is shown as received, not as read', async () => {
  const simulated = simulateQradar()
  await using simulation = await openSimulated(simulated)
  await simulation.add()
  const { delivery, attempts } = await simulation.fire({ title: 'Mimikatz', description: 'ü'.repeat(60_000) })
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]).toMatchObject({ code: 'queued', said: expect.stringContaining('Log Activity') })
  expect(simulated.taken).toMatchObject([{ eventId: 'security.critical', attributes: { sev: '10', msg: 'Mimikatz' } }])
  expect(simulated.unknown).toEqual([])
})

test('with a token in the header the log source names, as JSON', async () => {
  const simulated = simulateQradar({ token: true })
  await using simulation = await openSimulated(simulated)
  await simulation.add({ fields: { ...simulation.draft.fields, mode: 'json' } })
  const { delivery, attempts } = await simulation.fire({ title: 'Mimikatz' })
  expect(delivery.state).toBe('delivered')
  expect(simulated.taken).toMatchObject([{ type: 'security.critical', title: 'Mimikatz' }])
  expect(JSON.stringify(attempts)).not.toContain(simulated.secrets[0])
})

test.for([
  ['a wrong token', 401, 'unauthorized', 'Authentication Token'],
  ['an event that is too long', 413, 'too_large', 'log source'],
] as const)('%s is refused in words', async ([, status, code, words]) => {
  await using simulation = await openSimulated(
    simulateQradar({ token: status === 401, mostBytes: status === 413 ? 10 : 1e6 }),
  )
  const report = await simulation.test({
    fields: { ...simulation.draft.fields, header: 'X-QRadar-Token', token: 'wrong' },
  })
  expect(report).toMatchObject({ ok: false, status, code, explanation: { next: expect.stringContaining(words) } })
})

test('the console at a wrong port is no delivery, whether it redirects or shows its sign-in', async () => {
  await using simulation = await openSimulated(simulateQradar())
  simulation.receiver.answer(
    { kind: 'redirect', to: 'https://qradar.example.com/console/' },
    reply(200, {}, '<form><input type="password"></form>'),
  )
  expect(await simulation.test()).toMatchObject({
    code: 'redirect',
    explanation: { what: expect.stringContaining('/console/'), next: expect.stringContaining('12469') },
  })
  expect(await simulation.test()).toMatchObject({ code: 'refused' })
})
