import { expect, test } from 'vitest'
import { servicenow } from '../../../main/receivers/servicenow.ts'
import type { PlainAnswer } from '../../support/answers.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateServiceNow } from '../../support/receivers/servicenow.ts'

test.for(['key', 'basic', 'bearer'] as const)(
  'signed in by %s, an event becomes a record, whose number is told',
  async (auth) => {
    const instance = simulateServiceNow({ auth })
    await using there = await openSimulated(instance)
    await there.add()
    const { delivery, attempts } = await there.fire()
    expect(delivery.state).toBe('delivered')
    expect(attempts[0]).toMatchObject({ code: 'accepted', said: 'ServiceNow made the record INC0010001.' })
    expect(instance.taken).toMatchObject([{ impact: '1', urgency: '1', correlation_id: delivery.eventId }])
    const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
    for (const secret of instance.secrets) expect(seen).not.toContain(secret)
  },
)

test('the Table API makes a second record of a redelivery, as the form says', async () => {
  const instance = simulateServiceNow()
  await using there = await openSimulated(instance)
  await there.add()
  const { delivery } = await there.fire()
  await there.redeliver(delivery.id)
  expect(instance.taken.map((record) => record['correlation_id'])).toEqual([delivery.eventId, delivery.eventId])
  expect(servicenow.dedup).toContain('The Table API makes a second record each time')
})

test('an import set that coalesces makes one record of a redelivery, and says so', async () => {
  const instance = simulateServiceNow({ path: '/api/now/import/u_castellan' })
  await using there = await openSimulated(instance)
  await there.add()
  const { delivery, attempts } = await there.fire()
  expect(attempts[0]!.said).toBe('ServiceNow imported it: INC0010001, inserted.')
  const again = await there.redeliver(delivery.id)
  expect(again.attempts.at(-1)).toMatchObject({
    code: 'accepted',
    said: 'ServiceNow has this event already; its record is unchanged.',
  })
  expect(instance.taken).toHaveLength(1)
})

test('an import whose row came to an error is a failure, though the status is 201', async () => {
  await using there = await openSimulated(simulateServiceNow({ path: '/api/now/import/u_castellan' }))
  const { code, status, explanation } = await there.test({ template: '{"u_short_description":"{{ data.title }}"}' })
  expect([code, status]).toEqual(['refused', 201])
  expect(explanation!.what).toBe('ServiceNow took the row but made no record of it: Coalesce or mandatory value empty')
})

test.for(['/api/global/em/jsonv2', '/api/sn_em_connector/em/inbound_event'])(
  'Event Management at %s takes an event into its queue, and a redelivery makes no second alert',
  async (path) => {
    const instance = simulateServiceNow({ path })
    await using there = await openSimulated(instance)
    await there.add()
    const { delivery, attempts } = await there.fire()
    expect(delivery.state).toBe('delivered')
    expect(attempts[0]!.code).toBe('queued')
    expect(attempts[0]!.said).toContain('Accepted by ServiceNow')
    await there.redeliver(delivery.id)
    expect(instance.taken).toHaveLength(1)
  },
)

test('records that Event Management can’t read are a failure, though the status is 200', async () => {
  await using there = await openSimulated(simulateServiceNow({ path: '/api/global/em/jsonv2' }))
  expect(await there.test({ template: '{"records":[{"title":"x"}]}' })).toMatchObject({ code: 'refused', status: 200 })
})

test('a record too long to come back whole is told by its sys_id', async () => {
  const instance = simulateServiceNow()
  const long = (answer: PlainAnswer) => ({ ...answer, body: `{"result":{"work_notes":"${'x'.repeat(20_000)}"}}` })
  await using there = await openSimulated({ ...instance, answer: (request) => long(instance.answer(request)) })
  expect((await there.test()).said).toBe('ServiceNow made the record d71f7935c0a8016700802b64c67c11c6.')
})

test('a table that does not exist is named', async () => {
  await using there = await openSimulated(simulateServiceNow({ path: '/api/now/table/incidentt' }))
  const { code, explanation } = await there.test()
  expect(code).toBe('bad_request')
  expect(explanation!.what).toBe('ServiceNow answered 400: Invalid table incidentt.')
})

test('a wrong key is refused, and said so', async () => {
  await using there = await openSimulated(simulateServiceNow())
  const { code, explanation } = await there.test({ fields: { mode: 'table', auth: 'key', apiKey: 'another' } })
  expect(code).toBe('unauthorized')
  expect(explanation!.next).toContain('API key')
})

test('headers of one’s own that replace ours are pointed out', async () => {
  await using there = await openSimulated(simulateServiceNow())
  const { code, explanation } = await there.test({ headers: [{ name: 'Accept', value: 'text/xml' }] })
  expect(code).toBe('media_type')
  expect(explanation!.next).toContain('Accept')
})

test.for(servicenow.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateServiceNow(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
