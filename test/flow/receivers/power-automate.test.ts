import { expect, test } from 'vitest'
import { eventTypes } from '../../../preload/contract/event.ts'
import { powerAutomate } from '../../../main/receivers/power-automate.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulatePowerAutomate } from '../../support/receivers/power-automate.ts'

const receiver = 'power-automate'
const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJmbG93In0.c2lnbmF0dXJl'

/** As an analyst pastes it, from the steps. */
const pasted = powerAutomate.setUp.find((step) => step.includes('sample payload'))!
const sample: unknown = JSON.parse(pasted.slice(pasted.indexOf('{')))

test.for(eventTypes)('%s fits the schema that a flow made from our sample payload', async (type) => {
  const flow = simulatePowerAutomate({ sample })
  await using there = await openSimulated(flow)
  await there.add({ receiver, events: [type] })
  const { data } = await there.station.call('events.sample', { type })
  await there.station.call('events.fire', { type, data })
  await there.station.idle()
  expect(flow.taken).toEqual([expect.objectContaining({ type, title: data.title })])
})

test('nulls, numbers and lists where the sample has texts are taken all the same', async () => {
  const flow = simulatePowerAutomate({ sample })
  await using there = await openSimulated(flow)
  await there.add({ receiver })
  const { delivery, attempts } = await there.fire({
    user: { name: null },
    rule: { id: 4711, name: true },
    agent: { id: null, name: 'WIN', ip: ['10.0.0.1', null] },
    link: null,
    score: 9.8,
    deep: [{ a: null }],
  })
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]!.said).toContain('Accepted by Power Automate, not yet worked on')
  expect(flow.taken[0]).toMatchObject({
    agent: { name: 'WIN', ip: '10.0.0.1' },
    rule: { id: '4711', name: 'true' },
    user: {},
    data: { score: 9.8, deep: [{}], rule: { id: 4711 } },
  })
  expect(flow.taken[0]).not.toHaveProperty('link')
})

test('a flow for signed-in users takes the token, which is seen nowhere', async () => {
  const flow = simulatePowerAutomate({ sample, token })
  await using there = await openSimulated(flow)
  expect(there.draft.receiver).toBe(receiver)
  expect(await there.test()).toMatchObject({ ok: true, code: 'queued' })
  await there.add()
  const { attempts } = await there.fire()
  expect(flow.taken).toHaveLength(2)
  const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
  for (const secret of flow.secrets) expect(seen).not.toContain(secret)
})

test('a token that has run out is explained', async () => {
  await using there = await openSimulated(simulatePowerAutomate({ sample, token }))
  const { code, explanation } = await there.test({ fields: { token: 'eyJ.old.one' } })
  expect(code).toBe('unauthorized')
  expect(explanation!.what).toContain('does not accept the token')
})

test.for([
  ['a token beside a key', null, { token }, 'Microsoft refuses a token beside it'],
  ['neither a token nor a key', token, { token: '' }, 'This URL has no key (sig=)'],
] as const)('%s is refused at save', async ([, asked, fields, words]) => {
  await using there = await openSimulated(simulatePowerAutomate({ sample, token: asked }))
  const id = `whk_${crypto.randomUUID()}`
  const saved = await there.station.ask('webhooks.create', { id, draft: { ...there.draft, receiver, fields } })
  expect(saved).toMatchObject({
    ok: false,
    refusal: { fields: { 'draft.fields.token': expect.stringContaining(words) } },
  })
})

test('a schema that does not fit is explained with what does not', async () => {
  await using there = await openSimulated(simulatePowerAutomate({ sample: { severity: 3 } }))
  const { code, explanation } = await there.test({ receiver })
  expect(code).toBe('bad_request')
  expect(explanation!.what).toContain('Expected integer but got string')
  expect(explanation!.next).toContain('use the sample payload')
})

test.for(powerAutomate.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    const flow = simulatePowerAutomate({ sample })
    await using there = await openSimulated({ ...flow, answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test({ receiver })
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
