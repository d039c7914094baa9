import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { jira } from '../../../main/receivers/jira.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { recognise } from '../../../main/receivers/recognise.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { compileTemplate } from '../../../main/templates/compile.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { isDocument, simulateJira } from '../../support/receivers/jira.ts'
import { anEvent } from '../engine/samples.ts'

const valuesFor = (mode: string, more: Record<string, string> = {}) => valuesOf(jira, { mode, project: 'SEC', ...more })
const bodyOf = (event: SecurityEvent, mode: string, more = {}): unknown =>
  JSON.parse(renderBody(jira, null, event, valuesFor(mode, more)).body)
type Fields = {
  summary: string
  labels: string[]
  priority?: unknown
  issuetype: { name: string }
  description: unknown
}
const fieldsOf = (event: SecurityEvent, mode: string, more = {}) =>
  (bodyOf(event, mode, more) as { fields: Fields }).fields
const wikiOf = (event: SecurityEvent) => fieldsOf(event, 'server').description as string

const uuid = '0193a7c2-5d1e-7f30-9b4a-2c6d8e0f1a3b'
const rule = `https://api-private.atlassian.com/automation/webhooks/jira/a/${uuid}/${uuid}`
const serverRule = 'https://jira.example.com/j/rest/cb-automation/latest/hooks/8f14e45fceea167a5a36dedd4bea2543'
const site = 'https://acme.atlassian.net'

describe('the URL', () => {
  test.for([
    [`${site}/rest/api/3/issue`, `${site}/rest/api/3/issue`, { mode: 'cloud', auth: 'basic' }],
    [`${site}/rest/api/latest/issue/`, `${site}/rest/api/3/issue`, { mode: 'cloud', auth: 'basic' }],
    [`${site}/rest/api/2/issue?x=1`, `${site}/rest/api/2/issue?x=1`, { mode: 'server' }],
    [site, `${site}/rest/api/3/issue`, { mode: 'cloud', auth: 'basic' }],
    [
      `${site}/browse/SEC-24?focusedCommentId=1`,
      `${site}/rest/api/3/issue`,
      { mode: 'cloud', auth: 'basic', project: 'SEC' },
    ],
    [
      `${site}/jira/software/projects/SEC_OPS/boards/1`,
      `${site}/rest/api/3/issue`,
      { mode: 'cloud', auth: 'basic', project: 'SEC_OPS' },
    ],
    [
      `https://api.atlassian.com/ex/jira/${uuid}`,
      `https://api.atlassian.com/ex/jira/${uuid}/rest/api/3/issue`,
      { mode: 'cloud' },
    ],
    [
      `https://api.atlassian.com/ex/jira/${uuid}/rest/api/2/issue`,
      `https://api.atlassian.com/ex/jira/${uuid}/rest/api/2/issue`,
      { mode: 'server' },
    ],
    [
      'https://jira.example.com/rest/api/2/issue',
      'https://jira.example.com/rest/api/2/issue',
      { mode: 'server', auth: 'bearer' },
    ],
    [
      'https://intra.example/jira/rest/api/latest/issue',
      'https://intra.example/jira/rest/api/latest/issue',
      { mode: 'server', auth: 'bearer' },
    ],
    // A gateway, or a site with a name of its own: Data Center has no REST API 3.
    ['https://intra.example/jira/rest/api/3/issue', 'https://intra.example/jira/rest/api/3/issue', { mode: 'cloud' }],
    [rule, rule, { mode: 'automation' }],
    [serverRule, serverRule, { mode: 'automation' }],
  ] as const)('%s is recognised as %s', ([pasted, url, fields]) => {
    expect(recognise(pasted)).toEqual({ kind: 'known', choices: [{ receiver: 'jira', url, fields }] })
  })
  test('of the automation that was switched off says what replaced it', () => {
    const old = `https://automation.atlassian.com/pro/hooks/${'0123456789'.repeat(4)}`
    expect(recognise(old)).toMatchObject({ kind: 'retired', words: expect.stringContaining('new URL and secret') })
  })
  test.for([
    `${site}/rest/api/3/issue/SEC-1`,
    `${site}/wiki/spaces/SEC`,
    'https://api.atlassian.com/oauth/token',
    'https://jira.example.com/',
    'https://acme.atlassian.net.evil.example/',
    `https://api-private.atlassian.com/automation/webhooks/jira/a/${uuid}`,
  ])('%s is none of Jira’s', (pasted) => {
    expect(recognise(pasted)).toEqual({ kind: 'unknown' })
  })
  test('has to fit what is sent, and a rule in the cloud needs its secret', () => {
    const check = (url: string, mode: string, more = {}) => jira.check(valuesFor(mode, more), new URL(url))
    expect(check(`${site}/rest/api/3/issue`, 'server').mode).toContain('Jira Cloud')
    expect(check(`${site}/rest/api/3/issue`, 'cloud')).toEqual({})
    expect(check('https://jira.example.com/rest/api/latest/issue', 'server')).toEqual({})
    expect(check(`${site}/browse/SEC-1`, 'cloud')).toHaveProperty('mode')
    expect(check(rule, 'automation')).toHaveProperty('secret')
    expect(check(rule, 'automation', { secret: 's' })).toEqual({})
    expect(check(serverRule, 'automation')).toEqual({})
  })
  test('of a rule is shown without what would start it; one that makes issues is shown whole', () => {
    expect(jira.mask(new URL(rule))).toBe('https://api-private.atlassian.com/automation/webhooks/••••')
    expect(jira.mask(new URL(serverRule))).toBe('https://jira.example.com/j/rest/cb-automation/latest/hooks/••••')
    const scoped = `https://api.atlassian.com/ex/jira/${uuid}/rest/api/3/issue`
    expect(jira.mask(new URL(scoped))).toBe(scoped)
    expect(jira.mask(new URL(`https://api-private.atlassian.com/automation/other/${uuid}`))).not.toContain(uuid)
  })
  test('has no key shown that stands before what is known of its path', () => {
    const own = (path: string) => `https://gateway.example/Zx81kd02mAAq9c7e/jira${path}`
    const masked = (path: string) => `https://gateway.example/••••/jira${path}`
    expect(jira.mask(new URL(own('/rest/api/2/issue')))).toBe(masked('/rest/api/2/issue'))
    const hooks = '/rest/cb-automation/latest/hooks'
    expect(jira.mask(new URL(own(`${hooks}/8f14e45fceea167a5a36dedd4bea2543`)))).toBe(masked(`${hooks}/••••`))
    // The id of a site is no secret at Atlassian’s own host, and may be one elsewhere.
    expect(jira.mask(new URL(`https://gateway.example/ex/jira/${uuid}/rest/api/3/issue`))).not.toContain(uuid)
  })
})

describe('the sign-in', () => {
  const basic = `Basic ${Buffer.from('a@b.example:t').toString('base64')}`
  test.for([
    ['cloud', 'basic', [['authorization', basic]]],
    ['server', 'bearer', [['authorization', 'Bearer t']]],
    ['automation', 'basic', [['x-automation-webhook-token', 's']]],
  ] as const)('for %s by %s', ([mode, auth, headers]) => {
    const values = { auth, email: 'a@b.example', token: 't', secret: 's' }
    expect(jira.credentials(valuesFor(mode, values))).toEqual(headers)
  })
  test('of a rule without a secret is none', () => {
    expect(jira.credentials(valuesFor('automation', { token: 't' }))).toEqual([])
  })
})

describe('an issue', () => {
  test.for(eventTypes.flatMap((type) => (['cloud', 'server', 'rule'] as const).map((api) => [type, api] as const)))(
    'of %s is one that %s takes',
    ([type, api]) => {
      const { answer, fields, url, taken } = simulateJira({ api })
      const mode = api === 'rule' ? 'automation' : api
      const values = valuesOf(jira, { mode, auth: api === 'server' ? 'bearer' : 'basic', ...fields })
      const { contentType, body } = renderBody(jira, null, { ...anEvent(), ...sampleOf(type, true) }, values)
      const headers = [...jira.headers(values, 'dlv_1'), ...jira.credentials(values)]
      const sent = Object.fromEntries([['content-type', contentType], ...headers])
      expect(answer({ path: new URL(url).pathname, headers: sent, body } as never).status).toBeLessThan(300)
      expect(taken).toHaveLength(1)
    },
  )
  test('has its type from the form, and a priority only where one is chosen', () => {
    expect(fieldsOf(anEvent(), 'cloud')).toMatchObject({ issuetype: { name: 'Task' } })
    expect(fieldsOf(anEvent(), 'cloud')).not.toHaveProperty('priority')
    const chosen = { issueType: 'Bug', priority: 'Highest' }
    expect(fieldsOf(anEvent(), 'server', chosen)).toMatchObject({
      issuetype: { name: 'Bug' },
      priority: { name: 'Highest' },
    })
  })
  test.for(['cloud', 'server'])(
    'for %s has a summary in one line of at most 254 characters, and labels without spaces',
    (mode) => {
      const title = `two\nlines ${'x'.repeat(480)}`
      const event = anEvent({ title, test: true, mitre: { technique_id: 'T 1003\t1' } })
      const { summary, labels } = fieldsOf(event, mode)
      expect(summary).toMatch(/^TEST: \[CRITICAL\] two lines x+…$/)
      expect(summary.length).toBeLessThanOrEqual(254)
      expect(labels).toEqual(['castellan', 'sev-critical', 'mitre-T-1003-1', 'test', 'evt_1'])
    },
  )
})

describe('a document', () => {
  const documentOf = (data: Partial<SecurityEvent['data']>) => fieldsOf(anEvent(data), 'cloud').description
  test('has no empty text and no line break in one, which would be refused or lost', () => {
    const document = documentOf({ description: '\none\r\n\ntwo', user: { name: '' }, agent: { name: '  ' } })
    expect(isDocument(document)).toBe(true)
    expect(JSON.stringify(document)).not.toMatch(/\\n|"text":""/)
    expect(JSON.stringify(document)).toContain(
      '[{"type":"hardBreak"},{"type":"text","text":"one"},{"type":"hardBreak"},{"type":"hardBreak"},{"type":"text","text":"two"}]',
    )
    expect(JSON.stringify(document)).not.toMatch(/"Host"|"User"/)
  })
  test('is one whatever kinds of values an event has', () => {
    const strange = {
      agent: { name: 7, ip: ['a', 'b'] },
      user: { name: { x: true } },
      rule: 'text',
      mitre: null,
      link: 'javascript:alert(1)',
    }
    const document = documentOf(strange)
    expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true)
    expect(JSON.stringify(document)).not.toContain('javascript:')
  })
  test('is one whatever is in an event, and its wiki markup has no more macros and links than ours', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{code}', '[~a]', '\\\\{', '\n', '://'),
      fc.jsonValue(),
    )
    const part = fc.dictionary(fc.constantFrom('id', 'name', 'ip', 'source_ip', 'technique_id', 'technique'), field)
    const data = fc.record({
      title: fc.string({ minLength: 1 }),
      description: field,
      agent: part,
      user: part,
      rule: part,
      mitre: part,
      link: field,
    })
    fc.assert(
      fc.property(data, (given) => {
        const event = anEvent(given as never)
        expect(isDocument(fieldsOf(event, 'cloud').description), JSON.stringify(isDocument.errors)).toBe(true)
        const bare = wikiOf({ ...event, data: { ...event.data, link: undefined } }).replaceAll(/\\[^\n]/g, '')
        expect(bare.match(/[{}[\]]/g)).toHaveLength(4)
      }),
    )
  })
  test('of an analyst’s own template keeps the lines of a code block, and has no empty texts', () => {
    const code = { type: 'codeBlock', content: [{ type: 'text', text: '{{ data.raw }}' }] }
    const empty = { type: 'paragraph', content: [{ type: 'text', text: '{{ data.none }}{{ data.none }}' }] }
    const template = compileTemplate({ fields: { description: { version: 1, type: 'doc', content: [code, empty] } } })
    const { body } = renderBody(jira, template, anEvent({ raw: 'a\nb' }), valuesFor('cloud'))
    expect(JSON.parse(body)).toEqual({
      fields: {
        description: {
          version: 1,
          type: 'doc',
          content: [
            { type: 'codeBlock', content: [{ type: 'text', text: 'a\nb' }] },
            { type: 'paragraph', content: [] },
          ],
        },
      },
    })
  })
  test('is shortened to what a description may be; the id and the link stay', () => {
    const long = 'ü'.repeat(100_000)
    const link = 'https://console.example.com/alerts/4711'
    const document = documentOf({ description: long, user: { name: long }, agent: { name: long }, link })
    expect(isDocument(document)).toBe(true)
    const texts = JSON.stringify(document).matchAll(/"text":"([^"]*)"/g)
    expect([...texts].reduce((sum, [, text = '']) => sum + text.length, 0)).toBeLessThan(32_767)
    expect(JSON.stringify(document)).toContain(`"href":"${link}"`)
    expect(JSON.stringify(document)).toContain('"text":"evt_1"')
  })
})

describe('wiki markup', () => {
  test('says what an analyst wants to know', () => {
    expect(wikiOf({ ...anEvent(), ...sampleOf('security.critical', false) })).toBe(
      [
        '{panel:title=CRITICAL Critical Security Event}',
        'A process read the memory of lsass.exe.',
        '{panel}',
        '||Host|WIN-FIN-07|',
        '||Host address|10.20.30.41|',
        '||User|CONTOSO\\j.doe|',
        '||Source|10.20.30.41|',
        '||Destination|203.0.113.77|',
        '||Rule|LSASS memory read|',
        '||Rule ID|R-1003-001|',
        '||MITRE ATT&CK|T1003.001|',
        '||Technique|LSASS Memory|',
        '||Time|2026-11-23T10:42:17.123Z|',
        '||Event ID|evt_1|',
        '[Open in the console|https://console.example.com/alerts/4711]',
      ].join('\n'),
    )
  })
  test.for([
    ['a macro', '{panel}{code}', '\\{panel\\}\\{code\\}'],
    ['a mention', '[~admin] @admin', '\\[\\~admin\\] \\@admin'],
    ['a link', '[x|https://evil.example]', '\\[x\\|https&#58;//evil.example\\]'],
    ['an image', '!https://evil.example/p.png!', '\\!https&#58;//evil.example/p.png\\!'],
    [
      'bold, struck, inserted, sup, sub',
      '*a* -b- +c+ ^d^ ~e~ _f_ ??g??',
      '\\*a\\* \\-b\\- \\+c\\+ \\^d\\^ \\~e\\~ \\_f\\_ \\?\\?g\\?\\?',
    ],
    ['a list, a rule', '# a\n* b\n----', '\\# a\n\\* b\n\\-\\-\\-\\-'],
    ['a heading, a quotation', 'h1. a\n bq. b', '\u200bh1. a\n \u200bbq. b'],
    ['a name or an id', 'a-b_c T1003-001', 'a-b_c T1003-001'],
    ['a backslash before a mark, itself, or the end', 'a\\*b \\\\srv\\x c\\', 'a&#92;\\*b &#92;\\srv\\x c&#92;'],
  ])('has no %s of the event’s making', ([, description, escaped]) => {
    expect(wikiOf(anEvent({ description: description! }))).toContain(`\n${escaped}\n{panel}\n`)
  })
  test('has no row broken by a value, and only http links', () => {
    const wiki = wikiOf(anEvent({ user: { name: 'a|\nb' }, link: 'https://console.example.com/a|b?q=][~admin]' }))
    expect(wiki).toContain('\n||User|a\\| b|\n')
    expect(wiki).toMatch(/\n\[Open in the console\|https:\/\/console.example.com\/a%7Cb\?q=%5D%5B~admin%5D\]$/)
    expect(wikiOf(anEvent({ link: 'javascript:alert(1)' }))).not.toContain('Open in the console')
  })
  test('is within 32,767 characters, escapes and all; the id and the link stay', () => {
    const link = 'https://console.example.com/alerts/4711'
    const wiki = wikiOf(anEvent({ description: '{'.repeat(100_000), user: { name: '*'.repeat(9000) }, link }))
    expect(wiki.length).toBeLessThan(32_767)
    expect(wiki.endsWith(`||Event ID|evt_1|\n[Open in the console|${link}]`)).toBe(true)
  })
  test('is in no field of an analyst’s own or comment of the event’s making, where Jira reads some', () => {
    const tree = (text: string) => ({
      fields: { customfield_10010: text, customfield_10011: { value: text }, customfield_10012: [text] },
      update: { comment: [{ add: { body: text } }] },
    })
    const bodyFor = (mode: string) =>
      JSON.parse(
        renderBody(jira, compileTemplate(tree('{{ data.title }}')), anEvent({ title: '{code}' }), valuesFor(mode)).body,
      )
    const escaped = '\\{code\\}'
    expect(bodyFor('server')).toEqual({
      // The value of a choice is compared with its options, and shown by none but them.
      fields: { customfield_10010: escaped, customfield_10011: { value: '{code}' }, customfield_10012: ['{code}'] },
      update: { comment: [{ add: { body: escaped } }] },
    })
    // There a text is one: what is written has a document of its own.
    expect(bodyFor('cloud')).toEqual(tree('{code}'))
  })
  test('of an analyst’s own template may be one text', () => {
    const template = compileTemplate({
      fields: { description: 'h2. {{ data.title }}', environment: '{{ data.title }}' },
    })
    const { body } = renderBody(jira, template, anEvent({ title: '*x*' }), valuesFor('server'))
    expect(JSON.parse(body)).toEqual({ fields: { description: 'h2. \\*x\\*', environment: '\\*x\\*' } })
  })
})

test('a rule gets the whole event as data, flat at its top', () => {
  const event = anEvent({ agent: { name: 'A' }, own: [1, null, 'x'] })
  expect(bodyOf(event, 'automation')).toEqual({
    data: {
      id: 'evt_1',
      type: 'security.critical',
      timestamp: '2026-11-23T10:42:17.123Z',
      severity: 'critical',
      title: 'Credential dumping',
      agent: { name: 'A' },
      own: [1, 'x'],
    },
  })
})

describe('a success', () => {
  const judged = (mode: string, body: string) => judge(jira, { status: 200, headers: [], body }, valuesFor(mode))
  test('that names no issue is no delivery to the REST API', () => {
    for (const mode of ['cloud', 'server'])
      for (const body of ['', 'OK', '{}', '{"issues":[]}', '{"errorMessages":["x"]}', '[1]'])
        expect(judged(mode, body)).toMatchObject({ code: 'refused', reason: 'no-issue' })
    expect(judged('cloud', '{"id":"1","key":"SEC-24"}')).toMatchObject({ code: 'accepted', said: 'SEC-24' })
  })
  test('of a rule says that it is worked on later, whatever is in it: no more is documented', () => {
    for (const body of ['', 'OK', '{}', '{"key":"SEC-24"}'])
      expect(judged('automation', body)).toMatchObject({ code: 'queued', reason: 'rule-queued' })
  })
})
