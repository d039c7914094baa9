import { describe, expect, test } from 'vitest'
import { reply } from '../../support/answers.ts'
import { simulateElasticAgent } from '../../support/receivers/elastic-agent.ts'
import { simulateElasticsearch } from '../../support/receivers/elastic.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'

describe('Elasticsearch', () => {
  test('stores an event once, however often it is delivered', async () => {
    const simulated = simulateElasticsearch()
    await using simulation = await openSimulated(simulated)
    await simulation.add()
    const { delivery, attempts } = await simulation.fire({ title: 'Mimikatz' })
    expect(delivery.state).toBe('delivered')
    expect(attempts[0]!.said).toContain('.ds-logs-castellan.event-default')
    const again = await simulation.redeliver(delivery.id)
    expect(again.attempts[1]).toMatchObject({
      code: 'accepted',
      said: expect.stringContaining('had this event already'),
    })
    expect(simulated.taken).toMatchObject([{ document: { message: expect.stringContaining('Mimikatz') } }])
  })

  test('an event that arrived though its answer was lost is stored once', async () => {
    const simulated = simulateElasticsearch()
    await using simulation = await openSimulated(simulated)
    simulation.receiver.simulate((request) => {
      simulated.answer(request)
      return simulation.receiver.requests.length === 0 ? { kind: 'reset' } : simulated.answer(request)
    })
    await simulation.add()
    const { delivery } = await simulation.fire()
    await simulation.station.pass(10_000)
    expect((await simulation.station.detail(delivery.id)).delivery.state).toBe('delivered')
    expect(simulated.taken).toHaveLength(1)
  })

  test('knows user and password too', async () => {
    const simulated = simulateElasticsearch()
    await using simulation = await openSimulated(simulated)
    expect(await simulation.test({ fields: { mode: 'basic', ...simulated.login } })).toMatchObject({ ok: true })
  })

  test.for([
    ['a wrong key', { api_key: 'd3Jvbmc6d3Jvbmc=' }, 'unauthorized', 'API key'],
    ['a data stream the key may not write to', { target: 'metrics-x-default' }, 'forbidden', 'create_doc'],
    ['a data stream that is not there', { target: 'logs-other-default' }, 'not_found', 'does not exist'],
  ] as const)('%s is refused in words', async ([, entered, code, words]) => {
    await using simulation = await openSimulated(simulateElasticsearch())
    const report = await simulation.test({ fields: { ...simulation.draft.fields, ...entered } })
    expect(report).toMatchObject({ ok: false, code, explanation: { why: expect.stringContaining(words) } })
  })

  const template = JSON.stringify({ '@timestamp': '{{ timestamp }}', host: { ip: '{{ data.agent.id }}' } })
  const unfit = { ...JSON.parse(template), event: { severity: '{{ data.severity }}' } }

  test('a field that does not fit is refused in a 200, and named', async () => {
    await using simulation = await openSimulated(simulateElasticsearch())
    const report = await simulation.test({ template: JSON.stringify(unfit) })
    expect(report).toMatchObject({ ok: false, status: 200, code: 'refused' })
    expect(report.explanation!.what).toContain('[event.severity]')
  })

  test('with a failure store the same is taken, and the analyst is told', async () => {
    const simulated = simulateElasticsearch({ failureStore: true })
    await using simulation = await openSimulated(simulated)
    const report = await simulation.test({ template: JSON.stringify(unfit) })
    expect(report).toMatchObject({ ok: true, said: expect.stringContaining('failure store') })
    expect(simulated.setAside).toHaveLength(1)
    expect(simulated.taken).toHaveLength(0)
  })

  test('a refusal that is longer than what is read of an answer stays a refusal', async () => {
    await using simulation = await openSimulated(simulateElasticsearch())
    const error = { type: 'document_parsing_exception', reason: '"errors":false '.repeat(10_000) }
    const body = JSON.stringify({ errors: true, items: [{ create: { _index: 'i', status: 400, error } }] })
    simulation.receiver.always(reply(200, {}, body))
    expect(await simulation.test()).toMatchObject({ ok: false, code: 'refused', answer: { truncated: true } })
  })

  test('an overloaded cluster is tried again', async () => {
    await using simulation = await openSimulated(simulateElasticsearch({ busy: true }))
    await simulation.add()
    expect((await simulation.fire()).attempts[0]).toMatchObject({ code: 'rate_limited' })
  })
})

describe('Elastic Agent', () => {
  /** Its URL looks like any: the analyst chooses what it is. */
  const open = (simulated: ReturnType<typeof simulateElasticAgent>) => openSimulated({ ...simulated, kind: 'elastic' })

  test.for(['header', 'basic', 'none'] as const)('takes the document with the authentication %s', async (auth) => {
    const simulated = simulateElasticAgent({ auth })
    await using simulation = await open(simulated)
    await simulation.add()
    const { delivery, attempts } = await simulation.fire({ title: 'Mimikatz' })
    expect(delivery.state).toBe('delivered')
    expect(attempts[0]).toMatchObject({ code: 'queued', said: expect.stringContaining('passes it on') })
    expect(simulated.taken).toMatchObject([{ message: expect.stringContaining('Mimikatz') }])
    expect(simulation.receiver.requests[0]!.path).toBe('/castellan')
  })

  test('a wrong secret is refused in words', async () => {
    await using simulation = await open(simulateElasticAgent({ auth: 'header' }))
    const report = await simulation.test({ fields: { ...simulation.draft.fields, secret: 'wrong' } })
    expect(report).toMatchObject({
      code: 'unauthorized',
      explanation: { what: expect.stringContaining('secret header') },
    })
  })

  test('a wrong password is refused in words', async () => {
    await using simulation = await open(simulateElasticAgent({ auth: 'basic' }))
    const report = await simulation.test({ fields: { ...simulation.draft.fields, password: 'wrong' } })
    expect(report).toMatchObject({ code: 'unauthorized', explanation: { what: expect.stringContaining('password') } })
  })

  test('a busy endpoint is waited for', async () => {
    await using simulation = await open(simulateElasticAgent({ auth: 'none', busy: true }))
    await simulation.add()
    expect((await simulation.fire()).attempts[0]).toMatchObject({ code: 'unavailable' })
  })

  test('parameters it would refuse are refused before anything is sent', async () => {
    await using simulation = await open(simulateElasticAgent({ auth: 'none' }))
    const draft = { ...simulation.draft, url: 'https://agent.example.com:8080/castellan?env=prod' }
    const id = `whk_${crypto.randomUUID()}`
    expect(await simulation.station.ask('webhooks.create', { id, draft })).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining('question mark') },
    })
  })
})
