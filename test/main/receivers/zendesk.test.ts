import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { recognise } from '../../../main/receivers/recognise.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { zendesk } from '../../../main/receivers/zendesk.ts'
import { compileTemplate } from '../../../main/templates/compile.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { simulateZendesk } from '../../support/receivers/zendesk.ts'
import { anEvent } from '../engine/samples.ts'

const values = valuesOf(zendesk, { token: 't0ken' })
const bodyOf = (event: SecurityEvent) => renderBody(zendesk, null, event, values).body
const ticketOf = (event: SecurityEvent) =>
  (JSON.parse(bodyOf(event)) as { ticket: { subject: string; comment: { body: string }; tags: string[] } }).ticket

describe('the URL', () => {
  test.for([
    ['https://acme.zendesk.com/api/v2/tickets', 'https://acme.zendesk.com/api/v2/tickets'],
    ['https://acme.zendesk.com/api/v2/tickets.json', 'https://acme.zendesk.com/api/v2/tickets.json'],
    ['https://acme.zendesk.com', 'https://acme.zendesk.com/api/v2/tickets'],
    ['https://acme.zendesk.com/agent/filters/360001', 'https://acme.zendesk.com/api/v2/tickets'],
  ])('%s is recognised as %s', ([pasted, url]) => {
    const choices = [{ receiver: 'zendesk', url, fields: {} }]
    expect(recognise(pasted!)).toEqual({ kind: 'known', choices })
  })
  test.for([
    'https://support.zendesk.com/',
    'https://acme.zendesk.com/api/v2/users',
    'https://zendesk.com/',
    'https://acme.zendesk.com.evil.example/api/v2/tickets',
  ])('%s is none of Zendesk’s', (pasted) => {
    expect(recognise(pasted)).toEqual({ kind: 'unknown' })
  })
  test('that makes no ticket is said so before it is saved', () => {
    expect(zendesk.check(values, new URL('https://acme.zendesk.com/agent'))).toHaveProperty('auth')
    expect(zendesk.check(values, new URL('https://acme.zendesk.com/api/v2/tickets'))).toEqual({})
    expect(zendesk.check(values, new URL('https://gateway.example/zd'))).toEqual({})
  })
  test('is shown whole, but for the values of a query; a path that is not known is dots', () => {
    expect(zendesk.mask(new URL('https://acme.zendesk.com/api/v2/tickets.json?async=x1'))).toBe(
      'https://acme.zendesk.com/api/v2/tickets.json?async=••••',
    )
    expect(zendesk.mask(new URL('https://gateway.example/k/Zx81kd02mAAq9c7eTTpo'))).toBe(
      'https://gateway.example/k/••••',
    )
  })
})

describe('the sign-in', () => {
  test('is a bearer token, or an e-mail with /token behind it', () => {
    expect(zendesk.credentials(values)).toEqual([['authorization', 'Bearer t0ken']])
    const basic = Buffer.from('a@b.example/token:t0ken').toString('base64')
    expect(zendesk.credentials(valuesOf(zendesk, { auth: 'apiToken', email: 'a@b.example', token: 't0ken' }))).toEqual([
      ['authorization', `Basic ${basic}`],
    ])
  })
})

describe('the ticket', () => {
  test.for(eventTypes)('of %s is one that Zendesk takes', (type) => {
    const zendeskAccount = simulateZendesk()
    const event = { ...anEvent(), ...sampleOf(type, false) }
    const { contentType, body } = renderBody(zendesk, null, event, values)
    const sent = Object.fromEntries(zendesk.headers(values, 'dlv_1'))
    expect(sent).toEqual({ accept: 'application/json', 'idempotency-key': 'dlv_1' })
    const login = { authorization: `Bearer ${zendeskAccount.fields['token']}`, 'content-type': contentType }
    const request = { path: '/api/v2/tickets', headers: { ...login, ...sent }, body }
    expect(zendeskAccount.answer(request as never)).toMatchObject({ status: 201 })
  })
  test('says what an analyst wants to know, in an internal note', () => {
    const event = { ...anEvent(), ...sampleOf('security.critical', false) }
    expect(ticketOf(event)).toEqual({
      subject: '[CRITICAL] Credential dumping detected on WIN-FIN-07',
      comment: {
        body: [
          'A process read the memory of lsass.exe.',
          '',
          'Host: WIN-FIN-07',
          'Host address: 10.20.30.41',
          'User: CONTOSO\\j.doe',
          'Source: 10.20.30.41',
          'Destination: 203.0.113.77',
          'Rule: LSASS memory read',
          'Rule ID: R-1003-001',
          'MITRE ATT&CK: T1003.001',
          'Technique: LSASS Memory',
          'Time: 2026-11-23T10:42:17.123Z',
          'Event: Critical Security Event, evt_1',
          'https://console.example.com/alerts/4711',
        ].join('\n'),
        public: false,
      },
      priority: 'urgent',
      type: 'incident',
      status: 'new',
      tags: ['castellan', 'sev_critical', 't1003_001'],
      external_id: 'evt_1',
    })
  })
  test('has no line for what the event lacks', () => {
    expect(ticketOf(anEvent({ mitre: { technique_id: '' } })).tags).toEqual(['castellan', 'sev_critical'])
    const { comment, tags } = ticketOf({ ...anEvent(), ...sampleOf('agent.offline', false) })
    expect(comment.body).not.toMatch(/User|MITRE|Rule|undefined|null/)
    expect(tags).toEqual(['castellan', 'sev_medium'])
  })
  test('says that a test is one', () => {
    const { subject, tags } = ticketOf({ ...anEvent(), ...sampleOf('agent.online', true) })
    expect(subject).toBe('TEST: [INFO] WIN-FIN-07 reports again')
    expect(tags).toContain('test')
  })
  test('has no placeholder, link or image of the event’s making', () => {
    const trick = '{{ticket.requester.email}} {%x%} ![pixel](https://evil.example/p.png)'
    const { subject, comment } = ticketOf(anEvent({ title: trick, description: trick }))
    for (const text of [subject, comment.body]) expect(text).not.toMatch(/\{\{|\{%|\]\(/)
    // Only the invisible is added: it still reads as it came.
    expect(subject.replaceAll('\u200b', '')).toBe(`[CRITICAL] ${trick}`)
  })
  test('has no link of the event’s making that is told apart from its text', () => {
    const trick = '![pixel][1] [a] (https://evil.example)\n\n[1]: https://evil.example/p.png'
    expect(ticketOf(anEvent({ description: trick })).comment.body).not.toMatch(/\]\s*[(:]/)
  })
  test('of an analyst’s own HTML has no element, attribute or placeholder of the event’s making', () => {
    const template = compileTemplate({
      ticket: { comment: { html_body: '<p title="{{ data.title }}">{{ data.description }}</p>{{ data.link }}' } },
    })
    const link = 'https://console.example.com/alerts/4711?a=b&c=d'
    const event = anEvent({ title: '"\'><img src=x>', description: '<b>&amp;\n{{ticket.id}}', link })
    const { body } = renderBody(zendesk, template, event, values)
    expect(JSON.parse(body)).toEqual({
      ticket: {
        comment: {
          html_body:
            '<p title="&quot;&#39;&gt;&lt;img src=x&gt;">&lt;b&gt;&amp;amp;\n{\u200b{ticket.id}}</p>' +
            'https://console.example.com/alerts/4711?a=b&amp;c=d',
        },
      },
    })
  })
  test('has its title in one line, and tags without spaces', () => {
    const { subject } = ticketOf(anEvent({ title: 'one\r\ntwo\u0007' }))
    expect(subject).toBe('[CRITICAL] one two\ufffd')
    const template = compileTemplate({ ticket: { tags: ['{{ data.title }}'] } })
    const { body } = renderBody(zendesk, template, anEvent({ title: 'a b,\nc' }), values)
    expect(JSON.parse(body)).toEqual({ ticket: { tags: ['a_b_c'] } })
  })
  test('is shortened to what Zendesk takes; the id and the link stay', () => {
    const link = 'https://console.example.com/alerts/4711'
    const { subject, comment } = ticketOf(anEvent({ title: 'x'.repeat(500), description: 'ü'.repeat(90_000), link }))
    expect(subject.length).toBeLessThanOrEqual(255)
    expect(comment.body.length).toBeLessThanOrEqual(65_535)
    expect(comment.body.endsWith(`evt_1\n${link}`)).toBe(true)
  })
})

describe('a success', () => {
  const judged = (body: string) => judge(zendesk, { status: 200, headers: [], body }, values)
  test('that names no ticket is no delivery', () => {
    for (const body of ['', 'OK', '{}', '{"tickets":[{"id":1}]}', '{"ticket":{}}'])
      expect(judged(body)).toMatchObject({ code: 'refused', reason: 'no-ticket' })
  })
  // developer.zendesk.com, Improving performance by creating tickets asynchronously: async=true in the URL.
  test('of a job is a ticket that is made later', () => {
    expect(judged('{"ticket":{"id":7},"job_status":{"id":"dd9321","status":"queued"}}')).toMatchObject({
      code: 'queued',
      said: 'dd9321',
    })
  })
})
