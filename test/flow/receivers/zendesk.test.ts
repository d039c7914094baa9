import { expect, test } from 'vitest'
import { zendesk } from '../../../main/receivers/zendesk.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateZendesk } from '../../support/receivers/zendesk.ts'

test.for(['oauth', 'apiToken'] as const)('with %s an event becomes a ticket, whose number is told', async (auth) => {
  const account = simulateZendesk({ auth })
  await using there = await openSimulated(account)
  expect(await there.test()).toMatchObject({ ok: true, code: 'accepted', said: 'Zendesk made ticket #35436.' })
  await there.add()
  const { delivery, attempts } = await there.fire()
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]).toMatchObject({ code: 'accepted', said: 'Zendesk made ticket #35437.' })
  expect(account.taken).toHaveLength(2)
  expect(account.taken[1]).toMatchObject({ comment: { public: false }, priority: 'urgent' })
  const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
  for (const secret of account.secrets) expect(seen).not.toContain(secret)
})

test('a redelivery makes no second ticket, and says that it was there', async () => {
  const account = simulateZendesk()
  await using there = await openSimulated(account)
  await there.add()
  const { delivery } = await there.fire()
  const again = await there.redeliver(delivery.id)
  expect(again.attempts.at(-1)).toMatchObject({
    code: 'accepted',
    said: 'Already delivered: Zendesk has this event as ticket #35436 and made no second one.',
  })
  expect(account.taken).toHaveLength(1)
})

test('two webhooks that send to one account each make a ticket of an event, with a body of their own', async () => {
  const account = simulateZendesk()
  await using there = await openSimulated(account)
  await there.add()
  const template = JSON.stringify({ ticket: { subject: '{{ data.title }}', comment: { body: 'x', public: false } } })
  await there.add({ name: 'Second', template })
  for (const id of await there.station.fire()) {
    const { delivery } = await there.station.detail(id)
    expect(delivery.state).toBe('delivered')
    const { attempts } = await there.redeliver(id)
    expect(attempts.at(-1)!.said).toContain('made no second one')
  }
  expect(account.taken).toHaveLength(2)
})

test('a ticket too long to come back whole is told by its number all the same', async () => {
  const account = simulateZendesk()
  await using there = await openSimulated(account)
  await there.add()
  const { attempts } = await there.fire({ description: 'x'.repeat(30_000) })
  expect(attempts[0]).toMatchObject({ code: 'accepted', said: 'Zendesk made ticket #35436.' })
})

test('an event sent before with other content is explained', async () => {
  const account = simulateZendesk()
  await using there = await openSimulated(account)
  const id = await there.add()
  const { delivery } = await there.fire()
  const template = JSON.stringify({ ticket: { subject: '{{ data.title }}', comment: { body: 'x', public: false } } })
  const fields = { auth: 'oauth', token: null }
  await there.station.call('webhooks.update', { id, draft: { ...there.draft, url: null, fields, template } })
  const { attempts } = await there.redeliver(delivery.id)
  expect(attempts.at(-1)).toMatchObject({ code: 'conflict' })
  expect(attempts.at(-1)!.explanation!.what).toContain('sent this event before, with other content')
  expect(account.taken).toHaveLength(1)
})

test('a field that Zendesk refuses is named', async () => {
  await using there = await openSimulated(simulateZendesk())
  const template = JSON.stringify({ ticket: { subject: '{{ data.title }}', comment: { body: ' ' } } })
  const { code, explanation } = await there.test({ template })
  expect(code).toBe('bad_request')
  expect(explanation!.what).toBe('Zendesk answered 422 and refused a field. base: Description: cannot be blank')
})

test('a wrong token is refused, and said so', async () => {
  await using there = await openSimulated(simulateZendesk())
  const { code, explanation } = await there.test({ fields: { auth: 'oauth', token: 'another' } })
  expect(code).toBe('unauthorized')
  expect(explanation!.what).toContain('does not accept the sign-in')
})

test.for(zendesk.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateZendesk(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
