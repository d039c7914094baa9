import { Client } from '@elastic/elasticsearch'
import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { elastic } from '../../../main/receivers/elastic.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { compileTemplate } from '../../../main/templates/compile.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { openReceiver } from '../../support/receiver.ts'
import { simulateElasticsearch } from '../../support/receivers/elastic.ts'
import { findMisfit } from '../../support/receivers/elastic-fields.ts'
import { anEvent } from '../engine/samples.ts'

const wanted =
  'filter_path=errors,items.*._index,items.*.status,items.*.failure_store,items.*.error.type,items.*.error.reason'
const values = (entered: Record<string, string> = {}) => valuesOf(elastic, entered) as never
const render = (event: SecurityEvent, entered?: Record<string, string>) =>
  renderBody(elastic, null, event, values(entered))
const documentOf = (event: SecurityEvent) => JSON.parse(render(event).body.split('\n')[1]!) as Record<string, never>
const recognise = (url: string) => elastic.recognise(new URL(url))
const answer = (body: string, status = 200, mode = 'api_key') =>
  judge(elastic, { status, headers: [], body }, values({ mode }))

describe('the URL', () => {
  test.for([
    ['https://acme.es.eu-central-1.aws.elastic-cloud.com', '/_bulk', {}],
    ['https://acme.es.eu-central-1.aws.elastic.cloud:443', '/_bulk', {}],
    ['https://0a1b2c.eu-west-1.aws.found.io:9243', '/_bulk', {}],
    ['https://0a1b2c.us-central1.gcp.cloud.es.io', '/_bulk', {}],
    ['https://es.example.com:9200', '/_bulk', {}],
    ['https://es.example.com:9200/elastic/', '/elastic/_bulk', {}],
    ['https://h.example/_bulk', '/_bulk', {}],
    [
      'https://h.example/logs-edr.alert-default/_bulk',
      '/logs-edr.alert-default/_bulk',
      { target: 'logs-edr.alert-default' },
    ],
    ['https://h.example/es/_bulk', '/es/_bulk', {}],
    ['https://h.example/alerts/_doc', '/_bulk', { target: 'alerts' }],
    ['https://h.example/es/alerts/_doc/', '/es/_bulk', { target: 'alerts' }],
    ['https://h.example/alerts/_create/1', '/_bulk', { target: 'alerts' }],
  ] as const)('%s is completed to _bulk, with the data stream it names', ([pasted, path, fields]) => {
    const { origin } = new URL(pasted)
    expect(recognise(pasted)).toEqual({
      kind: 'fits',
      url: `${origin}${path}?${wanted}`,
      fields,
      when: { mode: ['api_key', 'basic'] },
    })
  })
  test('its own parameters stay', () => {
    expect(recognise('https://h.example/_bulk?pipeline=edr')).toMatchObject({
      url: `https://h.example/_bulk?pipeline=edr&${wanted}`,
    })
    expect(recognise('https://h.example/_bulk?filter_path=errors,items')).toMatchObject({
      url: 'https://h.example/_bulk?filter_path=errors,items',
    })
  })
  test('completed once, it stays as it is', () => {
    const once = `https://h.example/logs-edr.alert-default/_bulk?${wanted}`
    expect(recognise(once)).toMatchObject({ url: once })
  })
  test.for(['https://h.example/', 'https://acme.kb.eu-central-1.aws.elastic-cloud.com', 'https://h.example/app/home'])(
    '%s is none of it',
    (url) => expect(recognise(url)).toBeNull(),
  )
  test('is shown whole but for what may be a key', () => {
    const url = new URL(`https://h.example/logs-castellan.event-default/_bulk?${wanted}`)
    expect(elastic.mask(url)).toBe(url.href)
    expect(elastic.mask(new URL('https://h.example/x9Zk3q/_bulk?token=1'))).toBe(
      'https://h.example/••••/_bulk?token=••••',
    )
  })
  test('one of another kind than what it is sent to is refused with what to do', () => {
    const check = (mode: string, url: string) => elastic.check(values({ mode }), new URL(url))
    expect(check('api_key', `https://h.example/_bulk?${wanted}`)).toEqual({})
    // Each event would be refused as being there already.
    expect(check('api_key', 'https://h.example/x/_create/1')).toHaveProperty('mode')
    expect(check('agent_header', 'https://h.example:8080/castellan')).toEqual({})
    expect(check('agent_header', 'https://h.example:8080/c?wait_for_completion_timeout=5s')).toEqual({})
    expect(check('agent_header', 'https://h.example:8080/c?x=1')).toHaveProperty('mode')
    expect(check('agent_header', 'https://h.example/_bulk')).toHaveProperty('mode')
  })
})

describe('the credentials', () => {
  const sent = (entered: Record<string, string>) => elastic.credentials(values(entered))
  test('an API key goes in its encoded form, whichever was pasted', () => {
    const expected = [['authorization', 'ApiKey aWQ6a2V5']]
    expect(sent({ mode: 'api_key', api_key: 'aWQ6a2V5' })).toEqual(expected)
    expect(sent({ mode: 'api_key', api_key: 'id:key' })).toEqual(expected)
  })
  test('user and password go as Basic', () => {
    for (const mode of ['basic', 'agent_basic'])
      expect(sent({ mode, user: 'u', password: 'pä:s' })).toEqual([['authorization', 'Basic dTpww6Q6cw==']])
  })
  test('a secret header has the name its administrator chose; without one nothing is sent', () => {
    expect(sent({ mode: 'agent_header', header: 'X-Secret', secret: 's' })).toEqual([['X-Secret', 's']])
    expect(sent({ mode: 'agent_header', api_key: 'left over' })).toEqual([])
  })
  test('a header without its value, or the reverse, is refused', () => {
    const url = new URL('https://h.example/c')
    expect(elastic.check(values({ mode: 'agent_header', header: 'X-A' }), url)).toHaveProperty('secret')
    expect(elastic.check(values({ mode: 'agent_header', secret: 's' }), url)).toHaveProperty('header')
  })
})

describe('the body', () => {
  test('is a create of the id of the event in the data stream, and the document, each on a line that ends', () => {
    const { body, contentType } = render(anEvent())
    expect(contentType).toBe('application/x-ndjson')
    expect(body).toMatch(/^\{"create":\{"_index":"logs-castellan\.event-default","_id":"evt_1"\}\}\n\{[^\n]+\}\n$/)
  })
  test('is what the bulk helper of Elasticsearch makes of the same document, byte for byte', async () => {
    await using receiver = await openReceiver()
    const simulated = simulateElasticsearch()
    receiver.simulate(simulated.answer)
    const client = new Client({
      node: `https://127.0.0.1:${receiver.port}`,
      auth: { apiKey: simulated.fields.api_key },
      tls: { rejectUnauthorized: false },
    })
    const event = { ...anEvent(), ...sampleOf('security.critical', false) }
    const stats = await client.helpers.bulk({
      datasource: [documentOf(event)],
      onDocument: () => ({ create: { _index: 'logs-castellan.event-default', _id: event.id } }),
    })
    await client.close()
    expect(stats).toMatchObject({ total: 1, successful: 1, failed: 0 })
    const [theirs] = receiver.requests
    expect(theirs!.body).toBe(render(event).body)
    expect(theirs!.headers.authorization).toBe(elastic.credentials(values(simulated.fields))[0]![1])
    expect(new URL(theirs!.path, 'https://h').pathname).toBe('/_bulk')
  })
  test('for Elastic Agent is the document alone, as application/json and nothing behind it', () => {
    const { body, contentType } = render(anEvent(), { mode: 'agent_header' })
    expect(contentType).toBe('application/json')
    expect(JSON.parse(body)).toEqual(documentOf(anEvent()))
  })
  test.for(eventTypes)('of %s is a document ECS allows', (type) => {
    const document = documentOf({ ...anEvent(), ...sampleOf(type, true) })
    expect(findMisfit(document)).toBeNull()
    const alert = !type.startsWith('agent.')
    expect(document).toMatchObject({
      message: expect.stringMatching(/^TEST: .+: .+/),
      event: { kind: alert ? 'alert' : 'event', category: [alert ? 'intrusion_detection' : 'host'] },
      tags: ['security-event', 'test'],
    })
    expect('threat' in document).toBe(type.startsWith('security.'))
  })
  test('has user and domain apart, and the technique of a subtechnique', () => {
    const document = documentOf(
      anEvent({ user: { name: 'CONTOSO\\j.doe' }, mitre: { technique_id: 'T1003.001', tactic_id: 'TA0006' } }),
    )
    expect(document).toMatchObject({
      user: { name: 'j.doe', domain: 'CONTOSO' },
      related: { user: ['j.doe'] },
      threat: { tactic: { id: ['TA0006'] }, technique: { id: ['T1003'], subtechnique: [{ id: ['T1003.001'] }] } },
    })
    const plain = documentOf(anEvent({ user: { name: 'jo' }, mitre: { technique_id: 'T1059' } }))
    expect(plain).toMatchObject({ user: { name: 'jo' }, threat: { technique: { id: ['T1059'] } } })
    expect(plain['user']).not.toHaveProperty('domain')
  })
  test.for([
    ['critical', 99],
    ['high', 73],
    ['medium', 47],
    ['low', 21],
    ['info', 1],
  ] as const)('%s is severity %i', ([severity, number]) => {
    expect(documentOf(anEvent({ severity }))).toMatchObject({ event: { severity: number }, labels: { severity } })
  })
  test('what is no address is left out, because it would cost the whole document', () => {
    const document = documentOf(
      anEvent({
        agent: { name: 'a', ip: 'unknown' },
        network: { source_ip: '10.0.0.1:443', destination_ip: '2001:db8::1' },
      }),
    )
    expect(document['host']).toEqual({ name: 'a', hostname: 'a' })
    expect(document).not.toHaveProperty('source')
    expect(document).toMatchObject({ destination: { ip: '2001:db8::1' }, related: { ip: ['2001:db8::1'] } })
    expect(findMisfit(document)).toBeNull()
  })
  test('has an address of a list, and a text where ECS has no object', () => {
    const document = documentOf(
      anEvent({
        agent: { name: { short: 'a' }, ip: ['unknown', { v4: '10.0.0.1' }, '10.0.0.2', ['10.0.0.2']], os: ['A', 'B'] },
        network: { source_ip: { v4: '10.0.0.1' } },
        mitre: { tactic_id: ['TA0001', 'TA0006'], technique_id: { id: 'T1003' } },
        rule: { id: 7 },
      }),
    )
    expect(findMisfit(document)).toBeNull()
    expect(document).toMatchObject({
      host: { name: '{"short":"a"}', ip: ['10.0.0.2'], os: { full: 'A, B' } },
      threat: { tactic: { id: ['TA0001, TA0006'] } },
      rule: { id: '7' },
    })
    expect(document).not.toHaveProperty('source')
  })
  test('of an analyst’s own template has no text that is no address where data streams want one', () => {
    const template = compileTemplate({ source: { ip: '{{ data.a }}' }, peer_ip: '{{ data.a }}', zip: '{{ data.a }}' })
    const { body } = renderBody(elastic, template, anEvent({ a: 'unknown' }), values())
    expect(JSON.parse(body.split('\n')[1]!)).toEqual({ zip: 'unknown' })
  })
  test('has no empty list or object', () => {
    expect(render(anEvent()).body).not.toMatch(/\[\]|\{\}/)
    expect(render(anEvent({ agent: { os: 'x' }, mitre: { tactic_id: 'TA0006' } })).body).not.toMatch(/\[\]|\{\}/)
  })
  test('keeps the whole event as text, fields of its own too', () => {
    const event = anEvent({ own: { deep: [1, 'x'] } })
    const { event: ecs } = documentOf(event) as Record<string, { original: string }>
    expect(JSON.parse(ecs!.original)).toEqual({
      id: event.id,
      type: event.type,
      timestamp: event.timestamp,
      ...event.data,
    })
  })
})

describe('the answers', () => {
  const reason = 'x'.repeat(20_000)
  test('an answer cut at 16 KiB is judged as if it were whole', () => {
    const whole = JSON.stringify({
      errors: true,
      items: [{ create: { _index: 'i', status: 400, error: { type: 'document_parsing_exception', reason } } }],
    })
    expect(answer(whole.slice(0, 16_384))).toMatchObject({ code: 'refused', reason: 'mapping' })
    expect(answer(whole.slice(0, 16_384))!.said!).toMatch(/^document_parsing_exception: x+$/)
  })
  test('what a reason quotes passes for nothing', () => {
    const quoted = '{"errors":false,"status":201,"failure_store":"used","type":"x"}'
    const body = JSON.stringify({
      errors: true,
      items: [{ create: { _id: 'e', status: 400, error: { type: 'document_parsing_exception', reason: quoted } } }],
    })
    expect(answer(body)).toMatchObject({ code: 'refused', said: `document_parsing_exception: ${quoted}` })
    expect(answer(body.slice(0, -20))).toMatchObject({ code: 'refused', reason: 'mapping' })
  })
  test('the id of an event passes for nothing either', () => {
    const body = JSON.stringify({ errors: true, took: 3, items: [{ create: { _id: 'status:201', status: 429 } }] })
    expect(answer(body)).toMatchObject({ code: 'rate_limited' })
  })
  test('an event that is there already is delivered; one in the failure store is too, and the analyst is told', () => {
    const item = (more: object, errors: boolean) =>
      JSON.stringify({ took: 30, errors, items: [{ create: { _index: 'logs-x', _id: 'e', ...more } }] }, null, 2)
    expect(answer(item({ status: 409, error: { type: 'version_conflict_engine_exception' } }, true))).toMatchObject({
      code: 'accepted',
      reason: 'there_already',
    })
    expect(answer(item({ status: 201, failure_store: 'used' }, false))).toMatchObject({
      code: 'accepted',
      reason: 'set_aside',
    })
    expect(answer(item({ status: 201, failure_store: 'not_enabled' }, false))).toMatchObject({ reason: 'stored' })
  })
  test('a conflict outside of _bulk is no delivery', () => {
    const body = '{"error":{"type":"version_conflict_engine_exception","reason":"x"},"status":409}'
    expect(answer(body, 409)).toBeNull()
  })
  test('a web page and another part of Elasticsearch are no delivery', () => {
    expect(answer('<!doctype html>')).toMatchObject({ code: 'refused', reason: 'web_page' })
    const headers: [string, string][] = [['X-elastic-product', 'Elasticsearch']]
    for (const mode of ['api_key', 'agent_basic'])
      expect(judge(elastic, { status: 200, headers, body: '{"acknowledged":true}' }, values({ mode }))).toMatchObject({
        code: 'refused',
        reason: 'other_api',
      })
  })
  test.for(['', 'OK', '{"acknowledged":true}', '{"message":"success"}'])(
    'a success that names no document is no delivery to Elasticsearch: %j',
    (body) => {
      for (const mode of ['api_key', 'basic'])
        expect(answer(body, 200, mode)).toMatchObject({ code: 'refused', reason: 'other_api' })
    },
  )
  test('an empty answer is no web page, whatever type it has', () => {
    const headers: [string, string][] = [['Content-Type', 'text/html']]
    expect(judge(elastic, { status: 200, headers, body: '' }, values({ mode: 'agent_header' }))).toMatchObject({
      code: 'queued',
    })
  })
  test('whatever words the administrator of an Agent chose: it has the event, and more is not known', () => {
    for (const [status, body] of [
      [200, '{"message": "success"}'],
      [202, ''],
      [201, 'thanks'],
    ] as const)
      for (const mode of ['agent_header', 'agent_basic'])
        expect(answer(body, status, mode)).toMatchObject({ code: 'queued', reason: 'agent_has_it' })
  })
})
