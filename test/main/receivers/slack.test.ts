import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { slack } from '../../../main/receivers/slack.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { readTemplate } from '../../../main/templates/read-template.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { anEvent } from '../engine/samples.ts'

const message = { mode: 'message' }
const workflow = { mode: 'workflow' }
const render = (event: SecurityEvent, values = message, template: unknown = null) => {
  const own = template === null ? null : readTemplate(JSON.stringify(template)).template
  const { body } = renderBody(slack, own, event, values)
  return JSON.parse(body)
}
const sample = (type: SecurityEvent['type'], isTest = false): SecurityEvent => ({
  ...anEvent(),
  ...sampleOf(type, isTest),
})
const recognise = (url: string) => slack.recognise(new URL(url))
const mask = (url: string) => slack.mask(new URL(url))

describe('the URL', () => {
  test.for([
    ['https://hooks.slack.com/services/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', 'message'],
    ['https://hooks.slack-gov.com/services/T012AB3CD/B0FG3HI4J/kLmN5oPqR6sTuV7wXyZ8aBcD/', 'message'],
    ['https://hooks.slack.com/triggers/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', 'workflow'],
    ['https://hooks.slack.com/workflows/T012AB3CD/A0FG3HI4J/412589630123456789/kLmN5oPqR6sTuV7wXyZ8aBcD', 'workflow'],
  ])('%s is Slack’s, for a %s', ([url, mode]) => {
    expect(recognise(url!)).toEqual({ kind: 'fits', url, fields: { mode } })
  })
  test.for([
    'https://hooks.slack.com/services/T012AB3CD/B0FG3HI4J',
    'https://hooks.slack.com/',
    'https://slack.com/api/chat.postMessage',
    'https://hooks.slack.com.evil.example/services/T012AB3CD/B0FG3HI4J/kLmN5oPqR6sTuV7wXyZ8aBcD',
    'https://hooks.slack.com:8443/services/T012AB3CD/B0FG3HI4J/kLmN5oPqR6sTuV7wXyZ8aBcD',
  ])('%s is none of it', (url) => expect(recognise(url)).toBeNull())
  test('shows nothing behind what kind it is', () => {
    expect(mask('https://hooks.slack.com/services/T012AB3CD/event/oPqR')).toBe(
      'https://hooks.slack.com/services/••••/••••/••••',
    )
    expect(mask('https://gateway.example/hook/secret?token=x')).toBe('https://gateway.example/••••/••••?••••=••••')
  })
})

describe('a message', () => {
  test('has a header, what happened, whom it is about, a button to the console, and its id', () => {
    const plain = { type: 'plain_text', emoji: false }
    expect(render(sample('security.critical'))).toEqual({
      text: '[CRITICAL] Credential dumping detected on WIN-FIN-07',
      blocks: [
        {
          type: 'header',
          text: { type: 'plain_text', text: 'CRITICAL: Credential dumping detected on WIN-FIN-07', emoji: false },
        },
        {
          type: 'section',
          text: { type: 'plain_text', text: 'A process read the memory of lsass.exe.', emoji: false },
        },
        {
          type: 'section',
          fields: [
            { ...plain, text: 'Type: Critical Security Event' },
            { ...plain, text: 'Host: WIN-FIN-07 (10.20.30.41)' },
            { ...plain, text: 'User: CONTOSO\\j.doe' },
            { ...plain, text: 'Rule: R-1003-001 LSASS memory read' },
            { ...plain, text: 'MITRE: T1003.001 LSASS Memory' },
            { ...plain, text: 'Source IP: 10.20.30.41' },
            { ...plain, text: 'Remote IP: 203.0.113.77' },
          ],
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: { type: 'plain_text', text: 'Open in console' },
              url: 'https://console.example.com/alerts/4711',
              style: 'danger',
              action_id: 'open_console',
            },
          ],
        },
        { type: 'context', elements: [{ ...plain, text: 'evt_1 | 2026-11-23T10:42:17.123Z' }] },
      ],
    })
  })
  test('leaves out what an event doesn’t have', () => {
    const { blocks } = render(anEvent({ title: 'x', link: 'javascript:alert(1)', description: ' \n' }))
    expect(blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section', 'context'])
    expect(blocks[1].fields).toHaveLength(1)
  })
  test.for(eventTypes)('of a test says TEST first: %s', (type) => {
    const { text, blocks } = render(sample(type, true))
    expect(text).toMatch(/^TEST: \[[A-Z]+\] /)
    expect(blocks[0].text.text).toMatch(/^TEST: [A-Z]+: /)
  })
  test('has no fact of the event’s making beside ours', () => {
    const { blocks } = render(anEvent({ user: { name: 'a\n*Host*\nb_c_ ~d~' }, agent: { name: '`x`\u2028*y*' } }))
    const { fields } = blocks[1]
    expect(fields.every(({ type }: { type: string }) => type === 'plain_text')).toBe(true)
    expect(fields.map(({ text }: { text: string }) => text)).toEqual([
      'Type: Critical Security Event',
      'Host: `x` *y*',
      'User: a *Host* b_c_ ~d~',
    ])
    const own = { blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text: '*User*\n{{ data.user.name }}' }] }] }
    const sent = render(anEvent({ user: { name: 'a\nb' } }), message, own)
    expect(sent.blocks[0].fields[0].text).toBe('*User*\na b')
  })
  test('has no markup of the event’s making in a block of Markdown', () => {
    const own = { text: 'x', blocks: [{ type: 'markdown', text: '**{{ data.title }}**' }] }
    const event = anEvent({ title: '**a** [b](https://evil.example) <!here> `c`\n# d' })
    expect(render(event, message, own).blocks[0].text).toBe(
      '**\\*\\*a\\*\\* \\[b\\]\\(https\\://evil.example\\) &lt;!here&gt; \\`c\\`\n\\# d**',
    )
  })
  test('has texts as long as each place takes', () => {
    const long = { type: 'plain_text', text: '{{ data.description }}' }
    const { text } = render(anEvent({ description: 'x'.repeat(9000) }), message, { text: '{{ data.description }}' })
    expect(text).toHaveLength(4000)
    const { blocks } = render(anEvent({ description: 'x'.repeat(9000) }), message, {
      text: 'x',
      blocks: [{ text: long }, { fields: [long] }, { elements: [{ text: long }, long] }],
    })
    expect(blocks[0].text.text).toHaveLength(3000)
    expect(blocks[1].fields[0].text).toHaveLength(2000)
    expect(blocks[2].elements[0].text.text).toHaveLength(75)
    expect(blocks[2].elements[1].text).toHaveLength(3000)
  })
  test('is sent in headers of at most 150 characters, wherever they stand, and never half an escape', () => {
    for (let length = 120; length < 160; length++) {
      const header = { type: 'header', text: { type: 'plain_text', text: '{{ data.title }}' } }
      const { blocks } = render(anEvent({ title: `${'x'.repeat(length)}&<😀${'y'.repeat(40)}` }), message, {
        text: 'x',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '{{ data.title }}' } }, header],
      })
      const [section, cut] = blocks.map((block: { text: { text: string } }) => block.text.text)
      expect(section.length).toBeGreaterThan(150 + 10)
      expect(cut.length).toBeLessThanOrEqual(150)
      expect(cut).toMatch(/^x+(&amp;)?(&lt;)?(😀)?y*…$/u)
    }
  })
})

describe('what is inserted', () => {
  test.for([
    ['a mention of everybody', '<!channel>', '&lt;!channel&gt;'],
    ['a mention of a user', '<@U012AB3CD>', '&lt;@U012AB3CD&gt;'],
    ['a link', '<https://evil.example|Open>', '&lt;https://evil.example|Open&gt;'],
    ['what is escaped already', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['control characters', 'a\u0000b\u0007\r\nc\td', 'a\ufffdb\ufffd\nc\td'],
  ])('%s is plain text', ([, given, shown]) => {
    expect(slack.escape(given!, ['blocks', 0, 'text', 'text'], message)).toBe(shown)
    expect(slack.escape(given!, ['text'], message)).toBe(shown)
  })
  test.for([
    ['https://c.example/a?b=1&c=<!channel>', 'https://c.example/a?b=1&c=%3C!channel%3E'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['evt 1/<@U1>', 'evt%201%2F%3C%40U1%3E'],
  ])('a URL carries no mention and starts nothing: %s', ([given, shown]) => {
    expect(slack.escape(given!, ['blocks', 3, 'elements', 0, 'url'], message)).toBe(shown)
  })
})

describe('a workflow', () => {
  test('is sent the same texts of every event, and nothing else', () => {
    const full = render(sample('security.critical'), workflow)
    expect(full).toMatchObject({ title: 'Credential dumping detected on WIN-FIN-07', severity: 'critical' })
    for (const type of eventTypes) {
      const sent = render(sample(type), workflow)
      expect(Object.keys(sent)).toEqual(Object.keys(full))
      expect(Object.values(sent).every((value) => typeof value === 'string')).toBe(true)
    }
  })
  test('has no more variables than Slack takes, all named in the steps', () => {
    const names = Object.keys(render(anEvent(), workflow))
    expect(names.length).toBeLessThanOrEqual(20)
    for (const name of names) expect(slack.setUp.join(' ')).toContain(name)
  })
  test('is mentioned as such where the mode says otherwise', () => {
    const url = new URL('https://hooks.slack.com/triggers/T0/1/a')
    expect(slack.check(message, url)).toHaveProperty('mode')
    expect(slack.check(workflow, url)).toEqual({})
    expect(slack.check(workflow, new URL('https://gateway.example/slack'))).toEqual({})
  })
})

describe('the answer', () => {
  const judged = (status: number, body: string) => judge(slack, { status, headers: [], body }, message)?.code
  test('is a yes where it is ok and nothing else', () => {
    expect(judged(200, 'ok')).toBe('accepted')
    for (const body of ['ok\n', 'OK', 'okay', '"ok"', '', '{"ok":false}']) expect(judged(200, body)).toBe('refused')
  })
  test('of a workflow is none to a message', () => {
    const answer = { status: 200, headers: [], body: '{"ok":true}' }
    expect(judge(slack, answer, workflow)).toMatchObject({ code: 'queued' })
    expect(judge(slack, answer, message)).toMatchObject({ code: 'refused', reason: 'not_ok' })
  })
  test.for(['no_service', 'channel_not_found', 'invalid_token', 'rollup_error'])(
    '%s means the same with whatever status it comes',
    (word) => {
      const usual = slack.answers.find(({ reason }) => reason === word)
      for (const status of [200, 400, 403, 404, 500]) expect(judged(status, word)).toBe(usual!.outcome)
    },
  )
  test('disables nothing but with 410', () => {
    expect(judged(410, 'channel_is_archived')).toBe('gone')
    expect(judged(404, 'channel_is_archived')).toBe('not_found')
  })
  test('of a workflow quotes an error that is not known here', () => {
    const answer = { status: 400, headers: [], body: '{"ok":false,"error":"trigger_exists_not"}' }
    expect(judge(slack, answer, workflow)).toMatchObject({ code: 'bad_request', said: 'trigger_exists_not' })
  })
})
