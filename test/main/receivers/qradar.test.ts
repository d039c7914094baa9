import { assert, jsonValue, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { writeLeef } from '../../../main/receivers/qradar/leef.ts'
import { qradar } from '../../../main/receivers/qradar.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypeNames, eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { readLeef } from '../../support/receivers/qradar.ts'
import { anEvent } from '../engine/samples.ts'

const values = (entered: Record<string, string> = {}) => valuesOf(qradar, entered) as never
const render = (event: SecurityEvent, mode = 'leef') => renderBody(qradar, null, event, values({ mode }))
const read = (event: SecurityEvent) => readLeef(render(event).body)

describe('the URL', () => {
  test('is known by its port', () => {
    const url = 'https://qradar.example.com:12469/'
    expect(qradar.recognise(new URL(url))).toEqual({ kind: 'fits', url, fields: {} })
    expect(qradar.recognise(new URL('https://qradar.example.com/console/'))).toBeNull()
  })
  test('is shown but for what may be a key', () => {
    expect(qradar.mask(new URL('https://q.example:12469/events'))).toBe('https://q.example:12469/events')
    expect(qradar.mask(new URL('https://q.example:12469/x9Zk3q?a=1'))).toBe('https://q.example:12469/••••?a=••••')
  })
})

test('a token goes in the header that was named; none without one', () => {
  expect(qradar.credentials(values({ header: 'X-Token', token: 't' }))).toEqual([['X-Token', 't']])
  expect(qradar.credentials(values())).toEqual([])
  const url = new URL('https://q.example:12469')
  expect(qradar.check(values({ header: 'X-Token' }), url)).toHaveProperty('token')
  expect(qradar.check(values({ token: 't' }), url)).toHaveProperty('header')
  const { check } = qradar.fields.find(({ name }) => name === 'header')!
  expect(check!('Content-Type')).toContain('sets')
  expect(check!('Authorization')).toBeNull()
})

describe('the LEEF line', () => {
  test('is that of the guide, with tabs between the attributes', () => {
    const { body, contentType } = render({ ...anEvent(), ...sampleOf('security.critical', false) })
    expect(contentType).toBe('text/plain; charset=utf-8')
    expect(body.split('\t')).toEqual([
      'LEEF:2.0|Castellan|Castellan Webhooks|1.0|security.critical|x09|cat=Critical Security Event',
      'devTime=1795430537123',
      'sev=10',
      'src=10.20.30.41',
      'dst=203.0.113.77',
      'usrName=CONTOSO\\j.doe',
      'identSrc=10.20.30.41',
      'identHostName=WIN-FIN-07',
      'resource=WIN-FIN-07',
      'policy=R-1003-001',
      'url=https://console.example.com/alerts/4711',
      'eventUid=evt_1',
      'agentId=agt-7f3c91',
      'ruleName=LSASS memory read',
      'mitreTactic=TA0006',
      'mitreTechnique=T1003.001',
      'msg=Credential dumping detected on WIN-FIN-07',
      'description=A process read the memory of lsass.exe.',
    ])
  })
  test.for(eventTypes)('of %s has the same id and category each time, and no empty attribute', (type) => {
    const sample = sampleOf(type, true)
    const { eventId, attributes } = read({ ...anEvent(), ...sample })
    expect(eventId).toBe(type)
    expect(attributes).toMatchObject({ cat: eventTypeNames[type], msg: `TEST: ${sample.data.title}` })
    expect(Object.values(attributes)).not.toContain('')
  })
  test.for([
    ['critical', '10'],
    ['high', '8'],
    ['medium', '5'],
    ['low', '3'],
    ['info', '1'],
  ] as const)('%s is sev %s', ([severity, sev]) => {
    expect(read(anEvent({ severity })).attributes['sev']).toBe(sev)
  })
  test('no value begins an attribute, a line or a part of the header', () => {
    const { attributes } = read(
      anEvent({ title: 'a\tsev=1\r\nLEEF:2.0|x|y\u0085z\u2028w|=', rule: { id: 'b\u000bc\u0000d' } }),
    )
    expect(attributes).toMatchObject({ sev: '10', msg: 'a sev=1 LEEF:2.0|x|y\ufffdz w|=', policy: 'b\ufffdc\ufffdd' })
    const own = readLeef(
      writeLeef({ event_id: 'a|b\tc', 'k ey=\t': 'v', k_ey__: 'again', sev: 1, devTime: 1795430537123 }, 'x'),
    )
    expect(own).toMatchObject({ eventId: 'a_b c', attributes: { k_ey__: 'v' } })
  })
  test('any event is one line that reads back', () => {
    const text = string({ unit: 'binary', maxLength: 60 })
    assert(
      property(text, text, jsonValue(), (title, name, other) => {
        const event = anEvent({ title: title || 'x', user: { name }, rule: { name: other }, agent: { name: title } })
        expect(read(event).attributes['eventUid']).toBe('evt_1')
      }),
    )
  })
  test('a template that is no object is a message', () => {
    expect(writeLeef('hello\tworld', 'security.high')).toBe(
      'LEEF:2.0|Castellan|Castellan Webhooks|1.0|security.high|x09|msg=hello world',
    )
  })
})

describe('the JSON', () => {
  test('is the event, flat, with fields of its own under "other"', () => {
    const event = anEvent({ agent: { name: 'a' }, own: 1, test: true })
    const { body, contentType } = render(event, 'json')
    expect(contentType).toBe('application/json')
    expect(JSON.parse(body)).toEqual({
      id: 'evt_1',
      type: 'security.critical',
      timestamp: event.timestamp,
      severity: 'critical',
      title: 'Credential dumping',
      test: true,
      agent: { name: 'a' },
      other: { own: 1 },
    })
  })
})

test('neither is longer than one event of QRadar, and both keep the id and the link', () => {
  const link = 'https://console.example.com/alerts/4711'
  for (const mode of ['leef', 'json']) {
    const { body } = render(anEvent({ description: 'ü'.repeat(200_000), link }), mode)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(32_767)
    expect(body).toContain('evt_1')
    expect(body).toContain(link)
  }
})
