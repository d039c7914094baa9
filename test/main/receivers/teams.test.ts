import { AdaptiveCard, SerializationContext, Version } from 'adaptivecards'
import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { teams } from '../../../main/receivers/teams.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { readTemplate } from '../../../main/templates/read-template.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { anEvent } from '../engine/samples.ts'

const cardOf = (event: SecurityEvent) => JSON.parse(renderBody(teams, null, event, {}).body).attachments[0].content
const sample = (type: SecurityEvent['type'], isTest = false): SecurityEvent => ({
  ...anEvent(),
  ...sampleOf(type, isTest),
})
const escaped = (text: string) => teams.escape(text, ['attachments', 0, 'content', 'body', 1, 'text'], {})

describe('the card', () => {
  test('says what happened, to whom, where more is to be seen, and its id', () => {
    const { body, actions, version } = cardOf(sample('security.critical'))
    expect(version).toBe('1.4')
    expect(body[0]).toMatchObject({ type: 'Container', style: 'attention' })
    expect(body[0].items.map(({ text }: { text: string }) => text)).toEqual([
      'CRITICAL - Credential dumping detected on WIN-FIN-07',
      'Critical Security Event | 2026-11-23 10:42:17 UTC',
    ])
    expect(body[1].text).toBe('A process read the memory of lsass.exe.')
    expect(body[2].facts).toEqual([
      { title: 'Host', value: 'WIN-FIN-07 (10.20.30.41)' },
      { title: 'User', value: 'CONTOSO\\j.doe' },
      { title: 'Rule', value: 'R-1003-001 LSASS memory read' },
      { title: 'MITRE', value: 'T1003.001 LSASS Memory' },
      { title: 'Source IP', value: '10.20.30.41' },
      { title: 'Remote IP', value: '203.0.113.77' },
      { title: 'Event ID', value: 'evt_1' },
    ])
    expect(actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Open in console', url: 'https://console.example.com/alerts/4711' },
    ])
  })
  test.for(eventTypes)('is one that Microsoft’s own reader finds nothing wrong with: %s', (type) => {
    const context = new SerializationContext(new Version(1, 4))
    const card = new AdaptiveCard()
    card.parse(cardOf(sample(type)), context)
    expect(Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)).toEqual([])
    expect(card.getItemCount()).toBeGreaterThanOrEqual(3)
  })
  test.for(eventTypes)('of a test says TEST first: %s', (type) => {
    expect(cardOf(sample(type, true)).body[0].items[0].text).toMatch(/^TEST: [A-Z]+ - /)
  })
  test('leaves out what an event doesn’t have', () => {
    const { body, actions } = cardOf(anEvent({ title: 'x', user: { name: null }, link: 'file:///etc/passwd' }))
    expect(body.map(({ type }: { type: string }) => type)).toEqual(['Container', 'FactSet'])
    expect(body[1].facts).toEqual([{ title: 'Event ID', value: 'evt_1' }])
    expect(actions).toEqual([])
  })
  test('of a template of one’s own has no null for a text: the workflow would fail after it said yes', () => {
    const content = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: '{{ data.user.name }}' }] }
    const { template } = readTemplate(JSON.stringify({ attachments: [{ contentUrl: null, content }] }))
    const { body } = renderBody(teams, template, anEvent({ user: { name: null } }), {})
    expect(JSON.parse(body).attachments[0]).toMatchObject({
      contentUrl: null,
      content: { body: [{ type: 'TextBlock' }] },
    })
    expect(body.match(/null/g)).toHaveLength(1)
  })
  test('stays under what Teams makes a message of, and keeps id and link whole', () => {
    const link = `https://console.example.com/${'a'.repeat(1900)}`
    const { body } = renderBody(teams, null, anEvent({ description: '*'.repeat(200_000), link }), {})
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(18 * 1024)
    expect(body).toContain(link)
    expect(body).toContain('"value":"evt_1"')
  })
})

describe('what is inserted', () => {
  test.for([
    ['bold and italics', '**a** _b_ `c` ~~d~~', '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~'],
    ['a link', '[Open](https://evil.example)', '\\[Open\\](https\\://evil.example)'],
    ['an autolink', '<https://evil.example>', '\\<https\\://evil.example>'],
    ['a date to be worked out', '{{DATE(2026-01-01T00:00:00Z,SHORT)}}', '\\{\\{DATE(2026-01-01T00:00:00Z,SHORT)}}'],
    ['a list', '- a\n+ b\n1. c\n2) d', '\\- a\n\n\\+ b\n\n1\\. c\n\n2\\) d'],
    ['a heading and a quote', '# a\n> b', '\\# a\n\n\\> b'],
    ['a rule', '---', '\\---'],
    ['a backslash that would escape', 'C:\\_x \\\\srv a\\', 'C:\\\\\\_x \\\\\\srv a\\\\'],
    ['an entity', '&lt;b&gt; &#60;', '\\&lt;b\\&gt; \\&#60;'],
    ['a block of code', '    x', '\u00a0\u00a0\u00a0\u00a0x'],
    ['control characters', 'a\u0000b', 'a\ufffdb'],
  ])('%s is plain text', ([, given, shown]) => expect(escaped(given!)).toBe(shown))

  test.for([
    'CONTOSO\\j.doe',
    'evt_01JD8M3Q_x',
    'AT&T',
    'WIN-FIN-07',
    '10.20.30.41',
    'C:\\Windows\\System32',
    'a > b',
    '-enc SQBFAFgA',
    '#4711',
    ' (x)',
  ])('what means nothing stays as it is: %s', (text) => expect(escaped(text)).toBe(text))
  test('a URL starts nothing', () => {
    const at = ['attachments', 0, 'content', 'actions', 0, 'url']
    expect(teams.escape('https://c.example/a_b?c=*', at, {})).toBe('https://c.example/a_b?c=*')
    expect(teams.escape('javascript:alert(1)', at, {})).toBe('javascript%3Aalert(1)')
  })
})
