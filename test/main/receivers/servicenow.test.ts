import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { recognise } from '../../../main/receivers/recognise.ts'
import { servicenow } from '../../../main/receivers/servicenow.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { compileTemplate } from '../../../main/templates/compile.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, severities, type SecurityEvent } from '../../../preload/contract/event.ts'
import { simulateServiceNow } from '../../support/receivers/servicenow.ts'
import { anEvent } from '../engine/samples.ts'

const valuesFor = (mode: string) => valuesOf(servicenow, { mode, apiKey: 'k' })
const bodyOf = (event: SecurityEvent, mode: string): unknown =>
  JSON.parse(renderBody(servicenow, null, event, valuesFor(mode)).body)
const recordOf = (event: SecurityEvent) => bodyOf(event, 'table') as Record<string, string>
const emEventOf = (event: SecurityEvent) =>
  (bodyOf(event, 'events') as { records: Record<string, string>[] }).records[0]!
const modes = [
  ['table', '/api/now/table/incident'],
  ['import', '/api/now/import/u_castellan'],
  ['events', '/api/global/em/jsonv2'],
  ['events', '/api/sn_em_connector/em/inbound_event?source=genericJson'],
] as const
const instance = 'https://acme.service-now.com'
const fewColumns = '?sysparm_fields=number,sys_id,correlation_id'

describe('the URL', () => {
  test.for([
    ['/api/now/table/incident', 'table', `/api/now/table/incident${fewColumns}`],
    ['/api/now/v2/table/sn_si_incident', 'table', `/api/now/v2/table/sn_si_incident${fewColumns}`],
    ['/api/now/table/incident?sysparm_fields=number', 'table', '/api/now/table/incident?sysparm_fields=number'],
    ['/api/now/import/u_castellan', 'import', '/api/now/import/u_castellan'],
    ['/api/now/import/u_castellan/insertMultiple', 'import', '/api/now/import/u_castellan'],
    ['/api/global/em/jsonv2', 'events', '/api/global/em/jsonv2'],
    [
      '/api/sn_em_connector/em/inbound_event?source=custom',
      'events',
      '/api/sn_em_connector/em/inbound_event?source=custom',
    ],
    ['/api/sn_em_connector/em/inbound_event', 'events', '/api/sn_em_connector/em/inbound_event?source=genericJson'],
    ['', 'table', `/api/now/table/incident${fewColumns}`],
    ['/now/nav/ui/classic/params/target/incident.do', 'table', `/api/now/table/incident${fewColumns}`],
  ])('%s is recognised as %s', ([pasted, mode, path]) => {
    const choices = [{ receiver: 'servicenow', url: instance + path, fields: { mode } }]
    expect(recognise(instance + pasted)).toEqual({ kind: 'known', choices })
  })
  test('of a government cloud is recognised too', () => {
    expect(recognise('https://acme.servicenowservices.com/api/global/em/jsonv2')).toMatchObject({ kind: 'known' })
  })
  test.for(['https://service-now.com.evil.example/api/now/table/incident', `${instance}/api/now/stats/incident`])(
    '%s is none of ServiceNow’s',
    (pasted) => {
      expect(recognise(pasted)).toEqual({ kind: 'unknown' })
    },
  )
  test('has to fit what is sent, at whatever host', () => {
    const own = new URL('https://servicenow.acme.example/api/now/import/u_castellan')
    expect(servicenow.check(valuesFor('table'), own).mode).toContain('an import set')
    expect(servicenow.check(valuesFor('import'), own)).toEqual({})
    expect(servicenow.check(valuesFor('table'), new URL('https://gateway.example/sn'))).toEqual({})
    expect(servicenow.check(valuesFor('table'), new URL(`${instance}/incident.do`))).toHaveProperty('mode')
  })
  test('is shown whole, but for an API key in it and what else may be one', () => {
    const shown = (path: string) => servicenow.mask(new URL(instance + path)).slice(instance.length)
    expect(shown(`/api/now/table/u_9x${fewColumns}`)).toBe(`/api/now/table/u_9x${fewColumns}`)
    expect(shown('/api/now/table/incident?x-sn-apikey=now_4pN2s8Vb&sysparm_view=v')).toBe(
      '/api/now/table/incident?x-sn-apikey=••••&sysparm_view=••••',
    )
    expect(shown('/api/x_acme/hook/Zx81kd02mAAq9c7e')).not.toContain('Zx81')
    expect(shown('/Zx81kd02mAAq9c7e/api/now/v2/table/incident')).toBe('/••••/api/now/v2/table/incident')
    expect(shown('/Zx81kd02mAAq9c7e/api/global/em/jsonv2')).toBe('/••••/api/global/em/jsonv2')
  })
})

describe('the sign-in', () => {
  const entered = { apiKey: 'k', user: 'ü', password: 'p:w', token: 't' }
  test.for([
    ['key', 'x-sn-apikey', 'k'],
    ['basic', 'authorization', `Basic ${Buffer.from('ü:p:w').toString('base64')}`],
    ['bearer', 'authorization', 'Bearer t'],
  ])('by %s is the header %s', ([auth, name, value]) => {
    expect(servicenow.credentials(valuesOf(servicenow, { ...entered, auth: auth! }))).toEqual([[name, value]])
  })
  test('by password has no colon in the user', () => {
    const url = new URL(`${instance}/api/now/table/incident`)
    expect(servicenow.check(valuesOf(servicenow, { ...entered, auth: 'basic', user: 'a:b' }), url)).toHaveProperty(
      'user',
    )
  })
})

describe('the body', () => {
  test.for(modes.flatMap(([mode, path]) => eventTypes.map((type) => [type, path, mode] as const)))(
    'of %s is one that %s takes',
    ([type, path, mode]) => {
      const { answer, taken, fields } = simulateServiceNow({ path })
      const event = { ...anEvent(), ...sampleOf(type, false) }
      const { contentType, body } = renderBody(servicenow, null, event, valuesFor(mode))
      const headers = servicenow.headers(valuesFor(mode), 'dlv_1')
      const sent = { ...Object.fromEntries(headers), 'content-type': contentType, 'x-sn-apikey': fields['apiKey'] }
      expect(answer({ path, headers: sent, body } as never).status).toBeLessThan(300)
      expect(taken).toHaveLength(1)
    },
  )
  test('of a table says what an analyst wants to know', () => {
    expect(recordOf({ ...anEvent(), ...sampleOf('security.high', false) })).toEqual({
      short_description: '[HIGH] Encoded PowerShell started by winword.exe',
      description: [
        'A document started PowerShell with an encoded command.',
        '',
        'Host: WIN-FIN-07',
        'Host address: 10.20.30.41',
        'User: CONTOSO\\j.doe',
        'Rule: Office starts a shell',
        'Rule ID: R-1059-004',
        'MITRE ATT&CK: T1059.001',
        'Technique: PowerShell',
        'Time: 2026-11-23T10:42:17.123Z',
        'Event: High Security Event, evt_1',
        'https://console.example.com/alerts/4712',
      ].join('\n'),
      impact: '2',
      urgency: '1',
      correlation_id: 'evt_1',
      correlation_display: 'Castellan Webhooks',
    })
  })
  test('of Event Management keeps all of the event, as texts in one JSON text', () => {
    const event = {
      ...anEvent({ tags: ['a', null], deep: { n: 1.5, quote: '"' } }),
      timestamp: '2026-11-23T23:30:00.999+02:00',
    }
    const { additional_info: info, ...rest } = emEventOf(event)
    expect(rest).toEqual({
      source: 'Castellan Webhooks',
      event_class: 'Castellan Webhooks',
      type: 'security.critical',
      severity: '1',
      description: '[CRITICAL] Credential dumping',
      message_key: 'evt_1',
      time_of_event: '2026-11-23 21:30:00',
    })
    expect(JSON.parse(info!)).toMatchObject({
      id: 'evt_1',
      severity: 'critical',
      tags_0: 'a',
      deep_n: '1.5',
      deep_quote: '"',
    })
  })
  test('of Event Management is JSON in JSON even where it has to be shortened', () => {
    const link = 'https://console.example.com/alerts/4711'
    const event = anEvent({ link, raw: { much: 'ü"\\'.repeat(250_000) } })
    const { additional_info: info, message_key } = emEventOf(event)
    expect(JSON.parse(info!)).toMatchObject({ link, id: 'evt_1' })
    expect(message_key).toBe('evt_1')
  })
  test('turns each severity into ServiceNow’s priorities 1 to 5, by impact and urgency', () => {
    // Impact, urgency → priority, of the default rules (dl_u_priority).
    const priorities: Record<string, number> = { 11: 1, 12: 2, 21: 2, 13: 3, 22: 3, 31: 3, 23: 4, 32: 4, 33: 5 }
    const records = severities.map((severity) => recordOf(anEvent({ severity })))
    expect(records.map(({ impact, urgency }) => priorities[`${impact}${urgency}`])).toEqual([1, 2, 3, 4, 5])
    expect(severities.map((severity) => emEventOf(anEvent({ severity }))['severity'])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ])
  })
  test('for an import set is all texts, whatever a template of one’s own says', () => {
    const template = compileTemplate({ u_n: 1, u_on: true, u_agent: '{{ data.agent }}' })
    const { body } = renderBody(servicenow, template, anEvent({ agent: { id: 'a' } }), valuesFor('import'))
    expect(JSON.parse(body)).toEqual({ u_n: '1', u_on: 'true', u_agent: '{"id":"a"}' })
  })
  test('of a table has no more characters than its columns, and keeps the link and the id', () => {
    const link = 'https://console.example.com/alerts/4711'
    const record = recordOf(anEvent({ title: 'x'.repeat(500), description: 'y'.repeat(9000), link }))
    expect(record['short_description']!.length).toBe(160)
    expect(record['description']!.length).toBeLessThanOrEqual(4000)
    expect(record['description']!.endsWith(`evt_1\n${link}`)).toBe(true)
  })
  test('has no [code] of the event’s making, which journal fields show as HTML', () => {
    const template = compileTemplate({ work_notes: '{{ data.title }}' })
    const event = anEvent({ title: '[code]<b onclick=x>[/CODE] [coded]' })
    const { body } = renderBody(servicenow, template, event, valuesFor('table'))
    expect(JSON.parse(body)).toEqual({ work_notes: '[\u200bcode]<b onclick=x>[\u200b/CODE] [coded]' })
  })
  test('has its title in one line', () => {
    expect(recordOf(anEvent({ title: 'one\n two' }))['short_description']).toBe('[CRITICAL] one two')
  })
  test('says that a test is one', () => {
    expect(recordOf(anEvent({ test: true }))['short_description']).toMatch(/^TEST: /)
    expect(emEventOf(anEvent({ test: true }))['description']).toMatch(/^TEST: /)
  })
})

describe('a success', () => {
  const judged = (mode: string, body: string) => judge(servicenow, { status: 200, headers: [], body }, valuesFor(mode))
  test('that names no record is no delivery to a table or an import set', () => {
    for (const mode of ['table', 'import'])
      for (const body of ['', 'OK', '{}', '{"result":[]}', '{"genericJson":"{\\"status\\":\\"ok\\"}"}'])
        expect(judged(mode, body)).toMatchObject({ code: 'refused', reason: 'no-record' })
  })
  test('of Event Management is, whatever its connector says, but for an error', () => {
    for (const body of ['', 'OK', '{}', '{"genericJson":"{\\"status\\":\\"ok\\"}"}'])
      expect(judged('events', body)).toMatchObject({ code: 'queued', reason: 'taken-somehow' })
    expect(judged('events', '{"error":{"message":"Invalid source","detail":"x"},"status":"failure"}')).toMatchObject({
      code: 'refused',
      reason: 'no-record',
      said: 'Invalid source: x',
    })
  })
})
