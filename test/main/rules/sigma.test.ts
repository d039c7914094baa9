import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../../main/conditions/compile.ts'
import { readFields } from '../../../main/conditions/fields.ts'
import { previewSigma } from '../../../main/rules/sigma/preview.ts'
import { longestSigma, ruleDraftSchema } from '../../../preload/contract/rule.ts'

const lsass = String.raw`title: LSASS Memory Access
id: 0d894093-71bc-43c3-8c4d-ecfc28dcf5d9
status: test
description: |
  Somebody reads what
  is in the memory of LSASS.
references:
  - https://attack.mitre.org/techniques/T1003/001/
# a comment
logsource:
  product: windows
  category: process_access
detection:
  selection:
    TargetImage|endswith: '\lsass.exe'
    GrantedAccess:
      - '0x1410'
      - '0x1010'
  tools:
    - SourceImage|contains|all:
        - procdump
        - temp
    - CommandLine: '*sekurlsa::*'
  filter_system:
    SourceUser: 'NT AUTHORITY\SYSTEM'
  filter_missing:
    SourceImage: null
  condition: selection and 1 of tools and not 1 of filter_*
falsepositives:
  - Backup
level: critical
`

const only = (text: string) => {
  const [rule, ...more] = previewSigma(text).rules
  expect(more).toEqual([])
  return rule!
}
/** A rule of nothing but a detection, its lines indented by hand. */
const detecting = (detection: string) => only(`title: T\ndetection:\n${detection}\n`)
const one = (field: string, value: string) => detecting(`  s:\n    ${field}: ${value}\n  condition: s`)
const filterOf = (field: string, value: string) => one(field, value).draft?.filter
const refusalsOf = ({ lines }: ReturnType<typeof only>) =>
  lines.filter(({ fate }) => fate === 'refused').map(({ says }) => says)

test('a rule that maps becomes a draft that means the same', () => {
  const { draft, title } = only(lsass)
  expect(title).toBe('LSASS Memory Access')
  expect(draft).toMatchObject({ name: title, severity: 'critical', when: { kind: 'each' }, by: null })
  const matches = compileFilter(draft!.filter!)
  const base = {
    TargetImage: 'C:\\Windows\\system32\\LSASS.exe',
    GrantedAccess: '0x1010',
    SourceImage: 'C:\\Temp\\procdump64.exe',
    SourceUser: 'CONTOSO\\ann',
  }
  const event = (data: object) => ({
    id: 'e',
    timestamp: '2026-11-23T10:00:00Z',
    data: { severity: 'low' as const, title: 'T', ...base, ...data },
  })
  expect(matches(event({}))).toBe(true)
  expect(matches(event({ GrantedAccess: '0x1' }))).toBe(false)
  expect(matches(event({ SourceImage: 'C:\\procdump64.exe' }))).toBe(false)
  expect(matches(event({ SourceImage: 'C:\\x.exe', CommandLine: 'x sekurlsa::logonpasswords' }))).toBe(true)
  expect(matches(event({ SourceUser: 'nt authority\\system' }))).toBe(false)
  expect(matches(event({ SourceImage: null, CommandLine: 'sekurlsa::x' }))).toBe(false)
})

describe('against events', () => {
  const event = (data: object, more: object = {}) => ({
    id: 'evt_4711',
    type: 'security.high',
    timestamp: '2026-11-23T10:00:00Z',
    seq: 4711,
    data: { severity: 'high' as const, title: 'T', ...data },
    ...more,
  })
  const matches = (detection: string, data: object) => compileFilter(detecting(detection).draft!.filter!)(event(data))

  test.for([
    ['User', String.raw`'NT AUTHORITY\SYSTEM'`, 'NT AUTHORITY\\SYSTEM'],
    ['Host', 'WIN-1', 'WIN-1'],
    ['rule', 'r-1', 'r-1'],
    ['type', 'SYSCALL', 'SYSCALL'],
    ['id', '4625', 4625],
    ['timestamp', 'x', 'x'],
    ['seq', '7', 7],
    ['data', 'x', 'x'],
    ['EventID', '4625', 4625],
  ] as const)('the field %s is that of the data, whatever else is called so', ([field, asked, value]) => {
    const detection = `  s:\n    ${field}: ${asked}\n  condition: s`
    expect(matches(detection, { [field]: value })).toBe(true)
    expect(matches(detection, { user: { name: value }, agent: { name: value }, rule: { id: value } })).toBe(false)
  })

  test('a field of a nested event is found where it stands', () => {
    expect(matches('  s:\n    process.name: cmd.exe\n  condition: s', { process: { name: 'cmd.exe' } })).toBe(true)
    // What came in below data is in the data of the event, not below another data in it.
    expect(matches('  s:\n    data.win.image: cmd.exe\n  condition: s', { win: { image: 'cmd.exe' } })).toBe(true)
  })

  test('a word without a field is looked for in the data, not in what we wrote beside it', () => {
    for (const word of ['4711', 'security', '2026-11'])
      expect(matches(`  words:\n    - '${word}'\n  condition: words`, {})).toBe(false)
    expect(matches('  words:\n    - mimikatz\n  condition: words', { process: { args: ['x', 'Mimikatz.exe'] } })).toBe(
      true,
    )
  })

  test('users that are counted apart are told apart', () => {
    const text = '  s:\n    F: a\n  timeframe: 5m\n  condition: s | count() by User >= 3'
    const { by, when } = detecting(text).draft!
    expect(when).toMatchObject({ atLeast: 3 })
    expect(['ann', 'bob'].map((user) => readFields(event({ User: user })).texts(by!))).toEqual([['ann'], ['bob']])
  })
})

test.for([
  ['username', 'Plain JSON', 'data.user.name'],
  ['Computer', 'Sigma alert JSON', 'data.agent.name'],
  ['source.ip', 'ECS (Elastic)', 'data.network.source_ip'],
] as const)('that a mapping puts %s elsewhere is said', ([field, preset, to]) => {
  const line = one(field, 'x').lines.find(({ text }) => text.startsWith(field))
  expect(line).toMatchObject({ fate: 'other' })
  expect(line?.says).toContain(`Looks at data.${field} of the event.`)
  expect(line?.says).toContain(`${preset} has it in ${to}`)
  expect(one('CommandLine', 'x').lines.find(({ text }) => text.startsWith('CommandLine'))?.fate).toBe('taken')
})

test('a rule fires as often as it matches: Sigma knows no cool-down', () => {
  expect(only(lsass).draft).toMatchObject({ coolDownSeconds: 0 })
})

test('rules beyond the first 50 are named, not left out without a word', () => {
  const { rules } = previewSigma(Array.from({ length: 53 }, () => lsass).join('---\n'))
  expect(rules).toHaveLength(51)
  expect(rules.filter(({ draft }) => draft !== null)).toHaveLength(50)
  const length = lsass.split('\n').length
  expect(rules.at(-1)).toMatchObject({
    title: '3 more rules',
    draft: null,
    lines: [
      {
        line: 50 * length + 1,
        until: 53 * length - 1,
        fate: 'refused',
        says: expect.stringMatching(/Paste .* by themselves/),
      },
    ],
  })
})

test('each line that says something has its fate, and nothing is left out without a word', () => {
  const { lines } = only(lsass)
  expect(uncovered(lsass, lines)).toEqual([])
  expect(lines.find(({ text }) => text === 'logsource:')).toMatchObject({ line: 10, until: 12, fate: 'other' })
  expect(lines.find(({ text }) => text === 'description: |')).toMatchObject({ line: 4, until: 6, fate: 'left' })
  expect(lines.every(({ says }) => says !== '')).toBe(true)
})

describe('a value', () => {
  test.for([
    ['Image', 'cmd.exe', { op: 'equals', path: 'data.Image', value: 'cmd.exe' }],
    ['Image', "'*cmd*'", { op: 'contains', path: 'data.Image', value: 'cmd' }],
    ['Image', "'cmd*'", { op: 'starts', path: 'data.Image', value: 'cmd' }],
    ['Image', "'*cmd'", { op: 'ends', path: 'data.Image', value: 'cmd' }],
    ['Image', "'*'", { op: 'exists', path: 'data.Image' }],
    ['Image|contains', 'cmd', { op: 'contains', path: 'data.Image', value: 'cmd' }],
    ['Image|startswith', "'C:'", { op: 'starts', path: 'data.Image', value: 'C:' }],
    ['Image|endswith', String.raw`'\cmd.exe'`, { op: 'ends', path: 'data.Image', value: '\\cmd.exe' }],
    ['Image', String.raw`'a\\b'`, { op: 'equals', path: 'data.Image', value: 'a\\b' }],
    ['Image', String.raw`'a\*b'`, { op: 'equals', path: 'data.Image', value: 'a*b' }],
    ['Image', String.raw`'a\\*'`, { op: 'starts', path: 'data.Image', value: 'a\\' }],
    ['EventID', '4625', { op: 'equals', path: 'data.EventID', value: '4625' }],
    ['Code', '007', { op: 'equals', path: 'data.Code', value: '007' }],
    ['Signed', 'false', { op: 'equals', path: 'data.Signed', value: 'false' }],
    ['Image', 'null', { op: 'not', of: { op: 'exists', path: 'data.Image' } }],
    ['Image|exists', 'true', { op: 'exists', path: 'data.Image' }],
    ['Ip|cidr', '10.0.0.0/8', { op: 'cidr', path: 'data.Ip', network: '10.0.0.0/8' }],
    ['Image', '[a, b]', { op: 'in', path: 'data.Image', values: ['a', 'b'] }],
  ] as const)('%s: %s', ([field, value, filter]) => expect(filterOf(field, value)).toEqual(filter))

  test('with a wildcard within is taken part by part, and that says so', () => {
    const { draft, lines } = one('Image', String.raw`'*\Temp\\*\cmd.exe'`)
    expect(draft?.filter).toEqual({
      op: 'all',
      of: [
        { op: 'contains', path: 'data.Image', value: '\\Temp\\' },
        { op: 'ends', path: 'data.Image', value: '\\cmd.exe' },
      ],
    })
    expect(lines).toContainEqual(
      expect.objectContaining({ fate: 'other', says: expect.stringContaining('this order') }),
    )
  })

  test('without a field is looked for anywhere', () => {
    expect(detecting('  keywords:\n    - mimikatz\n    - sekurlsa\n  condition: keywords').draft?.filter).toEqual({
      op: 'any',
      of: [
        { op: 'contains', path: 'data.*', value: 'mimikatz' },
        { op: 'contains', path: 'data.*', value: 'sekurlsa' },
      ],
    })
  })

  test.for([
    ['Image|re', "'a.*b'", /Regular expressions/],
    ['Image|base64offset|contains', 'x', /base64offset has no equal/],
    ['Image|cased', 'x', /Capitals/],
    ['Image|windash|contains', "'-enc'", /windash/],
    ['Image', "'a?c'", /any one letter/],
    ['Image', "''", /empty text/],
    ['Image', '{ a: b }', /Only texts/],
    ['Ip|cidr', '10.0.0.0/99', /not a network/],
    ['Image', `'${'x'.repeat(1001)}'`, /At most 1000/],
  ] as const)('%s: %s has no equal, and then there is no draft', ([field, value, says]) => {
    const rule = one(field, value)
    expect(rule.draft).toBe(null)
    expect(refusalsOf(rule).join(' ')).toMatch(says)
  })
})

describe('a condition', () => {
  const of = (condition: string) =>
    detecting(
      `  sel_a:\n    F: a\n  sel_b:\n    F: b\n  other:\n    F: c\n  _hidden:\n    F: d\n  condition: ${condition}`,
    )
  const a = { op: 'equals', path: 'data.F', value: 'a' }
  const b = { op: 'equals', path: 'data.F', value: 'b' }
  const c = { op: 'equals', path: 'data.F', value: 'c' }
  test.for([
    ['sel_a', a],
    ['sel_a and sel_b', { op: 'all', of: [a, b] }],
    ['sel_a or sel_b', { op: 'in', path: 'data.F', values: ['a', 'b'] }],
    ['not sel_a and sel_b', { op: 'all', of: [{ op: 'not', of: a }, b] }],
    ['not (sel_a and sel_b)', { op: 'not', of: { op: 'all', of: [a, b] } }],
    ['sel_a and sel_b or other', { op: 'any', of: [{ op: 'all', of: [a, b] }, c] }],
    ['all of sel_*', { op: 'all', of: [a, b] }],
    ['1 of sel_*', { op: 'in', path: 'data.F', values: ['a', 'b'] }],
    ['all of them', { op: 'all', of: [a, b, c] }],
    ['any of them', { op: 'in', path: 'data.F', values: ['a', 'b', 'c'] }],
    ['ALL OF them AND NOT sel_a', { op: 'all', of: [a, b, c, { op: 'not', of: a }] }],
  ] as const)('%s', ([condition, filter]) => expect(of(condition).draft?.filter).toEqual(filter))

  test.for([
    ['nowhere', /names “nowhere”/],
    ['1 of none*', /names “none\*”/],
    ['2 of sel_*', /“2 of” has no equal/],
    ['(sel_a', /not closed/],
    ['sel_a sel_b', /not understood/],
    ['sel_a and', /names “”/],
    [`${'('.repeat(60)}sel_a${')'.repeat(60)}`, /too deep/],
    ['sel_a | near sel_b', /no equal/],
    ['sel_a | count() > 5', /needs a timeframe/],
  ] as const)('%s is refused', ([condition, says]) => {
    const rule = of(`'${condition}'`)
    expect(rule.draft).toBe(null)
    expect(refusalsOf(rule).join(' ')).toMatch(says)
  })

  test('that does not name a selection says so', () => {
    const says = of('sel_a').lines.filter(({ fate }) => fate === 'left')
    expect(says.map(({ text }) => text)).toEqual(['sel_b:', 'other:', '_hidden:'])
  })

  test('with a selection that has no equal is refused, named or not', () => {
    const text = '  s:\n    F: a\n  t:\n    F|re: b\n  condition: s'
    expect(detecting(text).draft).toBe(null)
  })

  test('that counts becomes a rule that counts', () => {
    const text = '  s:\n    F: a\n  timeframe: 5m\n  condition: s | count() by User > 5'
    expect(detecting(text).draft).toMatchObject({
      filter: a,
      when: { kind: 'count', atLeast: 6, withinSeconds: 300 },
      by: 'data.User',
    })
    expect(refusalsOf(detecting(text.replace('count()', 'count(Host)')))).toEqual([expect.stringContaining('no equal')])
    expect(refusalsOf(detecting('  s:\n    F: a\n  timeframe: 5m\n  condition: s'))).toEqual([
      expect.stringContaining('timeframe without a count'),
    ])
  })
})

describe('a text that is no good rule', () => {
  test.for([
    ['nothing of a rule', 'hello', /not a Sigma rule/],
    ['no detection', 'title: T\nlevel: high', /no detection/],
    ['no YAML', 'title: "T', /not YAML/],
    ['a key twice', 'title: T\ntitle: U', /unique/],
    ['a tag of its own', 'title: !!js/function "x"\ndetection: {}', /not YAML|Tags/],
    ['a tag that runs something', 'title: !python/object/apply:os.system ["ls"]', /not YAML|Tags/],
    ['an alias', 'title: &a T\nid: *a', /aliases/],
    ['a correlation', 'title: T\ncorrelation:\n  type: event_count\n  rules: [a]', /Correlations/],
    ['a key that is not known', 'title: T\naction: global\ndetection:\n  s:\n    F: a\n  condition: s', /“action”/],
  ] as const)('%s is refused and says why', ([, text, says]) => {
    const rule = only(text)
    expect(rule.draft).toBe(null)
    expect(refusalsOf(rule).join(' ')).toMatch(says)
  })

  test('one that would unfold to gigabytes, or is nested without end, costs next to nothing', () => {
    const laughs = Array.from(
      { length: 20 },
      (_, n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(`*a${n - 1}`)
          .join(',')}]`,
    )
    const before = process.threadCpuUsage()
    expect(only(`a-1: &a-1 lol\n${laughs.join('\n')}`).draft).toBe(null)
    expect(only('['.repeat(longestSigma)).draft).toBe(null)
    expect(only(`title: T\ndetection: ${'{a: '.repeat(20_000)}`).draft).toBe(null)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(5000)
  })

  test('__proto__ is a key like any other, and refused', () => {
    expect(only('__proto__:\n  polluted: true\ntitle: T').draft).toBe(null)
    expect(detecting('  __proto__:\n    F: a\n  condition: __proto__').draft?.filter).toMatchObject({ path: 'data.F' })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

test('several rules in one text are several previews', () => {
  const { rules } = previewSigma(`${lsass}---\n${lsass.replace('LSASS Memory', 'Other')}`)
  expect(rules.map(({ title, draft }) => [title, draft !== null])).toEqual([
    ['LSASS Memory Access', true],
    ['Other Access', true],
  ])
})

test('whatever the text: no error, a draft that could be saved or none and why, and no line without its fate', () => {
  const value = fc.constantFrom(
    'a',
    "'*b*'",
    "'c?'",
    '1',
    'null',
    '[a, b]',
    '{x: y}',
    "'*a*b*'",
    '!x y',
    '&a b',
    '*a',
    '|',
  )
  const key = fc.constantFrom('F', 'F|contains', 'F|re', 'F|all', "'|all'", 'G|cidr', '- F', '', '? x')
  const field = fc.tuple(key, value).map(([name, text]) => `    ${name}: ${text}`)
  const selection = fc.array(field, { maxLength: 4 }).map((fields) => fields.join('\n'))
  const condition = fc.array(
    fc.constantFrom('s', 't', 'and', 'or', 'not', '(', ')', '1 of', 'them', '|', 'count() > 2'),
  )
  const shaped = fc
    .tuple(selection, selection, condition)
    .map(
      ([s, t, words]) => `title: T\ndetection:\n  s:\n${s}\n  t:\n${t}\n  condition: ${words.join(' ')}\nlevel: low\n`,
    )
  fc.assert(
    fc.property(fc.oneof(shaped, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      for (const { draft, lines } of previewSigma(text).rules) {
        if (draft !== null) expect(ruleDraftSchema.safeParse(draft).success).toBe(true)
        const refused = lines.some(({ fate }) => fate === 'refused')
        expect(refused).toBe(draft === null)
        if (draft !== null) expect(uncovered(text, lines)).toEqual([])
      }
    }),
    { numRuns: 1000 },
  )
})

/** Numbers of lines that say something, and of which nothing is said. */
function uncovered(text: string, lines: readonly { line: number; until: number }[]): number[] {
  return text.split(/\r?\n/).flatMap((source, index) => {
    const says = source.trim() !== '' && !/^\s*(#|---|\.\.\.)/.test(source)
    return says && !lines.some(({ line, until }) => line <= index + 1 && index + 1 <= until) ? [index + 1] : []
  })
}
