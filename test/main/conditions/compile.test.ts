import { describe, expect, test } from 'vitest'
import { compileFilter, problemIn } from '../../../main/conditions/compile.ts'
import { severities, type Severity } from '../../../preload/contract/event.ts'
import type { Filter } from '../../../preload/contract/filter.ts'
import { anEvent } from '../engine/samples.ts'

const event = anEvent({
  severity: 'high',
  title: 'Credential dumping detected on WIN-FIN-07',
  agent: { id: 'agt-7f3c91', name: 'WIN-FIN-07', ip: '10.20.30.41' },
  user: { name: 'CONTOSO\\j.doe' },
  network: {
    source_ip: '::ffff:10.20.30.41',
    destination_ip: '203.0.113.77',
    port: 443,
    via: 'fd00::17%eth0',
    link: `fe80::1%${'x'.repeat(100)}`,
    torn: '10.20.30.41%eth0',
  },
  rule: { id: 'R-1003-001', name: 'LSASS memory read' },
  tags: ['Finance', ['Tier 0', { name: 'crown-jewel' }], null],
  contained: false,
  empty: null,
  hosts: [{ name: 'A-1' }, { name: 'B-2' }],
})
const passes = (filter: Filter) => compileFilter(filter)(event)
const equals = (path: string, value: string) => passes({ op: 'equals', path, value })
const contains = (path: string, value: string) => passes({ op: 'contains', path, value })
const within = (path: string, network: string) => passes({ op: 'cidr', path, network })
const exists = (path: string) => passes({ op: 'exists', path })

describe('severity at least', () => {
  test.for(severities)('%s lets itself and what is worse through', (atLeast) => {
    const through = severities.filter((severity) => compileFilter({ op: 'severity', atLeast })(anEvent({ severity })))
    expect(through).toEqual(severities.slice(0, severities.indexOf(atLeast) + 1))
  })
  test('critical is worse than info', () => {
    const worse = (severity: Severity) => compileFilter({ op: 'severity', atLeast: 'medium' })(anEvent({ severity }))
    expect([worse('critical'), worse('info')]).toEqual([true, false])
  })
})

describe('equals, contains and in list', () => {
  test('take no notice of case', () => {
    expect(equals('data.agent.name', 'win-fin-07')).toBe(true)
    expect(contains('data.agent.name', 'Fin')).toBe(true)
    expect(passes({ op: 'in', path: 'data.agent.name', values: ['WIN-HR-01', 'win-Fin-07'] })).toBe(true)
  })
  test('starts and ends ask only there, and take no notice of case', () => {
    const at = (op: 'starts' | 'ends', value: string) => passes({ op, path: 'data.agent.name', value })
    expect([at('starts', 'win-F'), at('starts', 'fin'), at('starts', 'WIN-FIN-07')]).toEqual([true, false, true])
    expect([at('ends', 'fin-07'), at('ends', 'fin'), at('ends', 'WIN-FIN-07')]).toEqual([true, false, true])
    expect(passes({ op: 'ends', path: 'data.tags', value: ' 0' })).toBe(true)
  })
  test('are not each other', () => {
    expect(equals('data.agent.name', 'win-fin')).toBe(false)
    expect(contains('data.agent.name', 'win-hr')).toBe(false)
    expect(passes({ op: 'in', path: 'data.agent.name', values: ['win-fin', 'fin'] })).toBe(false)
  })
  test('take numbers and booleans by their text', () => {
    expect([equals('data.network.port', '443'), contains('data.network.port', '44')]).toEqual([true, true])
    expect([equals('data.contained', 'FALSE'), equals('data.contained', 'true')]).toEqual([true, false])
  })
  test('ask each part of a list, however deep, and each object in it', () => {
    expect([equals('data.tags', 'finance'), equals('data.tags', 'tier 0')]).toEqual([true, true])
    expect([equals('data.hosts.name', 'b-2'), equals('data.tags.name', 'Crown-Jewel')]).toEqual([true, true])
    expect([equals('data.tags', 'finance,tier 0'), equals('data.tags.length', '3')]).toEqual([false, false])
  })
  test('find nothing in null, in an object, or where nothing is', () => {
    for (const path of ['data.empty', 'data.agent', 'data.nothing.at.all']) {
      expect([equals(path, 'null'), contains(path, 'o'), equals(path, 'undefined')]).toEqual([false, false, false])
    }
  })
  test('read no pattern out of what is typed', () => {
    expect([contains('*', '.*'), contains('*', '[a-z]'), contains('data.user.name', '\\j.')]).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('in network', () => {
  test.for([
    ['10.20.0.0/16', 'data.agent.ip', true],
    ['10.20.30.41', 'data.agent.ip', true],
    ['10.20.99.99/16', 'data.agent.ip', true],
    ['10.21.0.0/16', 'data.agent.ip', false],
    ['0.0.0.0/0', 'data.agent.ip', true],
    ['10.20.0.0/16', 'data.network.source_ip', true],
    ['::ffff:10.20.0.0/112', 'data.agent.ip', true],
    ['fd00::/8', 'data.network.via', true],
    ['fd01::/16', 'data.network.via', false],
    ['fd00::17', 'data.network.via', true],
    ['fe80::/10', 'data.network.link', true],
    ['10.0.0.0/8', 'data.network.torn', false],
    ['10.0.0.0/8', 'data.title', false],
    ['10.0.0.0/8', 'data.network.port', false],
  ] as const)('%s holds %s: %s', ([network, path, expected]) => expect(within(path, network)).toBe(expected))

  test.for([
    '',
    'intranet',
    '10.20.0.0/33',
    '10.20.0.0/',
    '10.20.0.0/-1',
    '10.20/16',
    'fd00::/129',
    '10.0.0.0/8/8',
    'fe80::1%eth0/64',
  ])('"%s" is no network: that is said, and never met at an event', (network) => {
    const filter: Filter = { op: 'all', of: [{ op: 'not', of: { op: 'cidr', path: 'host', network } }] }
    expect(problemIn(filter)).toContain('is not a network. Write it like 10.20.0.0/16')
    expect(() => compileFilter(filter)).toThrow('is not a network')
  })
  test('nothing is said of those that can be read', () => {
    expect(problemIn({ op: 'any', of: [{ op: 'cidr', path: 'host', network: '10.0.0.0/8' }] })).toBeNull()
  })
})

describe('exists', () => {
  test('is anything but null, also an object and false', () => {
    expect(['data.agent', 'data.contained', 'data.tags', 'data.hosts.name'].map(exists)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['data.empty', 'data.nothing', 'data.agent.name.first'].map(exists)).toEqual([false, false, false])
  })
})

describe('fields', () => {
  test('have short names: host, user, rule and *', () => {
    expect([equals('host', 'WIN-FIN-07'), within('host', '10.20.30.0/24'), equals('host', 'win-fin-07')]).toEqual([
      true,
      true,
      true,
    ])
    expect([contains('user', 'j.doe'), equals('rule', 'r-1003-001'), contains('rule', 'lsass')]).toEqual([
      true,
      true,
      true,
    ])
    expect([equals('user', 'WIN-FIN-07'), equals('host', 'R-1003-001')]).toEqual([false, false])
  })
  test.for([
    { host: 'WIN-FIN-07' },
    { host: { name: 'WIN-FIN-07' } },
    { host: { hostname: 'WIN-FIN-07' } },
    { hostname: 'WIN-FIN-07' },
    { agent: { hostname: 'WIN-FIN-07' } },
  ])('a host is found in %o too', (data) => {
    expect(compileFilter({ op: 'equals', path: 'host', value: 'win-fin-07' })(anEvent(data))).toBe(true)
  })
  test('with capitals are those of the data that are written so, as on Windows', () => {
    const windows = anEvent({ User: 'SYSTEM', Host: 'WIN-1', agent: { name: 'WIN-2' }, user: { name: 'ann' } })
    const holds = (path: string, value: string) => compileFilter({ op: 'equals', path, value })(windows)
    expect([holds('User', 'system'), holds('Host', 'win-1')]).toEqual([true, true])
    expect([holds('User', 'ann'), holds('Host', 'win-2')]).toEqual([false, false])
  })
  test('* is each of them, also the id and the type, but no name of a field', () => {
    for (const value of ['evt_1', 'security.critical', 'crown-jewel', '443']) expect(equals('*', value)).toBe(true)
    expect([contains('*', 'destination_ip'), within('*', '203.0.113.0/24')]).toEqual([false, true])
  })
  test('* is no number of a row, nor where the event came from', () => {
    const row = { ...event, seq: 4711, source: 'import', accepted_at: 99 }
    for (const value of ['4711', 'import', '99'])
      for (const path of ['*', 'seq', 'source', 'accepted_at'])
        expect(compileFilter({ op: 'equals', path, value })(row)).toBe(false)
  })
  test('end in .* for each value below', () => {
    expect([
      equals('data.*', 'crown-jewel'),
      equals('data.agent.*', 'win-fin-07'),
      equals('agent.*', 'win-fin-07'),
    ]).toEqual([true, true, true])
    expect([equals('data.*', 'evt_1'), equals('data.user.*', 'win-fin-07'), equals('data.nowhere.*', 'x')]).toEqual([
      false,
      false,
      false,
    ])
  })
  test('are found in the data of the event without saying so', () => {
    expect([equals('agent.name', 'WIN-FIN-07'), equals('title', event.data.title), equals('type', event.type)]).toEqual(
      [true, true, true],
    )
  })
  test('are its own: nothing that JavaScript gives every object is one', () => {
    for (const path of [
      'constructor',
      'data.constructor.name',
      '__proto__',
      'data.__proto__',
      'data.title.length',
      'toString',
    ])
      expect(exists(path)).toBe(false)
    const own = JSON.parse('{"severity":"info","title":"T","__proto__":{"constructor":"x"}}')
    const passesOwn = compileFilter({ op: 'equals', path: 'data.__proto__.constructor', value: 'X' })
    expect([passesOwn({ ...event, data: own }), passesOwn(event)]).toEqual([true, false])
  })
})
