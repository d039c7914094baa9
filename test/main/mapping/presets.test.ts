import { expect, test } from 'vitest'
import { mappingPresets, mappingSchema } from '../../../preload/contract/mapping.ts'
import { mapRecord } from '../../../main/mapping/map-record.ts'
import { presets } from '../../../main/mapping/presets.ts'
import { readRecord } from '../../../main/mapping/read-record.ts'
import { suggestPreset } from '../../../main/mapping/suggest-preset.ts'

const now = Date.UTC(2026, 10, 23, 10, 0, 0)

function map(preset: keyof typeof presets, input: string | object) {
  const mapping = presets[preset]
  const read = readRecord(mapping.format, typeof input === 'string' ? input : JSON.stringify(input))
  if ('problem' in read) throw new Error(read.problem)
  return mapRecord(mapping, read.record, now)
}

const input = (mapped: ReturnType<typeof map>) => {
  if (mapped.kind === 'refused') throw new Error(JSON.stringify(mapped.problems))
  return mapped.input
}

test.for(mappingPresets)('the preset %s is a mapping the contract takes', (name) => {
  expect(mappingSchema.parse(presets[name])).toEqual(presets[name])
})

test('an event in our own shape stays as it is', () => {
  const event = {
    id: 'evt_1',
    type: 'alert.triggered',
    timestamp: '2026-11-23T10:42:17.123Z',
    data: {
      severity: 'low',
      title: 'T',
      agent: { id: 'agt-1', name: 'WIN-1' },
      mitre: { tactic_id: 'TA0006' },
      x: [1],
    },
  }
  expect(map('plain', event)).toEqual({ kind: 'event', input: event })
})

test.for([
  ['critical', { kind: 'event', input: { type: 'security.critical' } }],
  ['High', { kind: 'event', input: { type: 'security.high' } }],
  ['medium', { kind: 'finding', input: { data: { severity: 'medium' } } }],
  ['informational', { kind: 'finding', input: { data: { severity: 'info' } } }],
] as const)('plain JSON of severity %s becomes what that severity is', ([severity, expected]) => {
  expect(map('plain', { severity, title: 'T', extra: { deep: true } })).toMatchObject(expected)
  expect(input(map('plain', { severity, title: 'T', extra: { deep: true } })).data).toMatchObject({
    extra: { deep: true },
  })
})

const cefLine =
  '<134>Nov 23 10:42:17 fw1 CEF:0|Trend|Deep \\| Security|20|600|Malware \\\\ found|9|rt=1795430537123 dvchost=WIN-1 duser=j.doe ' +
  'src=10.0.0.1 dst=203.0.113.7 msg=a\\=b and\\nmore cs1Label=Policy cs1=Servers only'

test('a CEF line with a syslog header becomes an event, its escapes read and its extensions kept', () => {
  expect(map('cef', cefLine)).toEqual({
    kind: 'event',
    input: {
      type: 'security.critical',
      timestamp: '2026-11-23T10:42:17.123Z',
      data: {
        severity: 'critical',
        title: 'Malware \\ found',
        description: 'a=b and\nmore',
        agent: { name: 'WIN-1' },
        user: { name: 'j.doe' },
        network: { source_ip: '10.0.0.1', destination_ip: '203.0.113.7' },
        rule: { id: '600' },
        cefVersion: '0',
        deviceVendor: 'Trend',
        deviceProduct: 'Deep | Security',
        deviceVersion: '20',
        rt: '1795430537123',
        cs1Label: 'Policy',
        cs1: 'Servers only',
      },
    },
  })
})

test.for([
  ['0', 'info'],
  ['3', 'low'],
  ['6', 'medium'],
  ['8', 'high'],
  ['10', 'critical'],
  ['Very-High', 'critical'],
  ['Unknown', 'info'],
] as const)('the CEF severity %s is %s', ([severity, expected]) => {
  expect(input(map('cef', `CEF:0|V|P|1|ID|Name|${severity}|`)).data.severity).toBe(expected)
})

test('LEEF is read with tabs, with a separator of its own, and where the writer left that part out', () => {
  const attributes = ['devTime=Nov 23 2026 10:42:17', 'sev=8', 'usrName=j.doe', 'url=a?b=c']
  for (const line of [
    `LEEF:1.0|Palo Alto|PAN-OS|11|trojan|${attributes.join('\t')}`,
    `Nov 23 10:42:17 host LEEF:2.0|Palo Alto|PAN-OS|11|trojan|^|${attributes.join('^')}`,
    `LEEF:2.0|Palo Alto|PAN-OS|11|trojan|x5E|${attributes.join('^')}`,
    `LEEF:2.0|Palo Alto|PAN-OS|11|trojan|0x5e|${attributes.join('^')}`,
    `LEEF:2.0|Palo Alto|PAN-OS|11|trojan||${attributes.join('\t')}`,
    `LEEF:2.0|Palo Alto|PAN-OS|11|trojan|${attributes.join('\t')}`,
  ])
    expect(map('leef', line)).toMatchObject({
      kind: 'event',
      input: {
        type: 'security.high',
        timestamp: '2026-11-23T10:42:17.000Z',
        data: { severity: 'high', title: 'trojan', user: { name: 'j.doe' }, url: 'a?b=c', vendor: 'Palo Alto' },
      },
    })
})

test('an Elastic alert becomes an event, nested or flattened', () => {
  const flat = {
    '@timestamp': '2026-11-23T10:42:17.123Z',
    'kibana.alert.uuid': 'a-1',
    'kibana.alert.severity': 'critical',
    'kibana.alert.rule.name': 'LSASS memory read',
    'host.name': 'WIN-1',
    'host.ip': ['10.0.0.1', 'fe80::1'],
  }
  const nested = {
    '@timestamp': '2026-11-23T10:42:17.123Z',
    kibana: { alert: { uuid: 'a-1', severity: 'critical', rule: { name: 'LSASS memory read' } } },
    host: { name: 'WIN-1', ip: ['10.0.0.1', 'fe80::1'] },
  }
  for (const alert of [flat, nested])
    expect(map('ecs', alert)).toMatchObject({
      kind: 'event',
      input: {
        id: 'a-1',
        type: 'security.critical',
        timestamp: '2026-11-23T10:42:17.123Z',
        data: {
          title: 'LSASS memory read',
          agent: { name: 'WIN-1', ip: '10.0.0.1' },
          rule: { name: 'LSASS memory read' },
        },
      },
    })
})

test.for([
  {
    rule: { title: 'Mimikatz', id: 'r-1', level: 'high' },
    event: { Computer: 'WIN-1' },
    timestamp: '2026-11-23 10:42:17',
  },
  { title: 'Mimikatz', id: 'r-1', rule_level: 'high', Computer: 'WIN-1', timestamp: '2026-11-23 10:42:17' },
  {
    RuleTitle: 'Mimikatz',
    RuleID: 'r-1',
    Level: 'high',
    Computer: 'WIN-1',
    Timestamp: '2026-11-23 10:42:17.000 +00:00',
  },
])('a match of a Sigma rule becomes an event of the rule’s level: %j', (match) => {
  expect(map('sigma', match)).toMatchObject({
    kind: 'event',
    input: {
      type: 'security.high',
      timestamp: '2026-11-23T10:42:17.000Z',
      data: { title: 'Mimikatz', rule: { id: 'r-1', name: 'Mimikatz' }, agent: { name: 'WIN-1' } },
    },
  })
})

test.for([
  ['cef', 'CEF:0|V|P|1|ID|Agent disconnected|5|dvchost=WIN-1', 'agent.offline'],
  ['cef', 'CEF:0|V|P|1|ID|Agent reconnected|1|dvchost=WIN-1', 'agent.online'],
  ['leef', 'LEEF:1.0|V|P|1|sensor_offline|sev=5', 'agent.offline'],
  ['ecs', '{"event":{"action":"agent-online"},"host":{"name":"WIN-1"}}', 'agent.online'],
  ['plain', '{"type":"agent_offline","severity":"medium","title":"WIN-1 is gone"}', 'agent.offline'],
] as const)('what %s names an agent that goes or comes is that event: %s', ([preset, text, type]) => {
  expect(map(preset, text)).toMatchObject({ kind: 'event', input: { type } })
})

test('an alert about an agent that was stopped stays an alert', () => {
  expect(map('cef', 'CEF:0|V|P|1|ID|Ransomware: agent stopped by attacker|10|')).toMatchObject({
    input: { type: 'security.critical' },
  })
})

test('an id that only another tool means as one never makes two events one', () => {
  // A Windows event number, a rule's number, a machine's uuid: each comes again with another event.
  for (const name of ['event_id', 'id', 'uuid']) {
    const taken = input(map('plain', { [name]: 4625, severity: 'high', title: 'Failed sign-in' }))
    expect(taken).toEqual({
      type: 'security.high',
      data: { severity: 'high', title: 'Failed sign-in', [name]: 4625 },
    })
  }
})

test('an id is taken where the mapping names it', () => {
  const mapping = { ...presets.plain, fields: [...presets.plain.fields, { to: 'id', from: ['id'], constant: null }] }
  expect(mapRecord(mapping, { id: 'edr-1', severity: 'high', title: 'T' }, now)).toMatchObject({
    input: { id: 'edr-1', data: { severity: 'high', title: 'T' } },
  })
})

test('what data holds stays as it is, whatever has the same name beside it', () => {
  const data = { severity: 'high', title: 'T', id: 'inner', type: 'SYSCALL', timestamp: 'inner', user: { name: 'ann' } }
  const mapped = map('plain', {
    id: 'evt_1',
    type: 'security.critical',
    timestamp: '2026-11-23T10:42:17.123Z',
    data,
    user: 'bob',
    time: 'beside',
  })
  expect(mapped).toEqual({
    kind: 'event',
    input: {
      id: 'evt_1',
      type: 'security.critical',
      timestamp: '2026-11-23T10:42:17.123Z',
      data: { ...data, user_was: 'bob', time: 'beside' },
    },
  })
})

test('the agent of a CEF line is what reports, not where traffic came from or went to', () => {
  const line = 'CEF:0|Vendor|Firewall|1|ID|Connection|8|shost=WIN-1 dhost=evil.example.com'
  expect(input(map('cef', line)).data).toMatchObject({
    network: { source_host: 'WIN-1', destination_host: 'evil.example.com' },
  })
  expect(input(map('cef', line)).data).not.toHaveProperty('agent')
  for (const name of ['dvchost', 'deviceHostName'])
    expect(input(map('cef', `${line} ${name}=fw-1`)).data).toMatchObject({ agent: { name: 'fw-1' } })
})

test.for([
  ['89.5', 'high'],
  ['90', 'critical'],
  ['69.5', 'medium'],
  ['39.1', 'low'],
  ['0.5', 'low'],
  ['0', 'info'],
  ['73', 'high'],
  ['47', 'medium'],
  ['21', 'low'],
] as const)('the Elastic risk score %s has a severity: %s', ([score, expected]) => {
  const alert = { kibana: { alert: { risk_score: Number(score) } }, message: 'T' }
  expect(input(map('ecs', alert)).data.severity).toBe(expected)
})

test.for([
  [{ title: 'T' }, 'data.severity', /None of .*severity.* is there/],
  [{ severity: 'P1', title: 'T' }, 'data.severity', /severity is P1/],
  [{ severity: 'high' }, 'data.title', /None of .*title.* is there/],
  [{ severity: 'high', title: 'T', timestamp: 'yesterday' }, 'timestamp', /yesterday/],
  [{ id: 'no spaces here', data: { severity: 'high', title: 'T' } }, 'id', /letters, digits/],
] as const)('what is wrong is said at its field: %j', ([record, field, message]) => {
  const mapped = map('plain', record)
  expect(mapped).toMatchObject({ kind: 'refused', problems: [{ field, message: expect.stringMatching(message) }] })
})

test.for([
  ['{"severity":"high","title":"T"}', 'plain'],
  ['{"type":"security.high","data":{"severity":"high","title":"T"}}', 'plain'],
  ['{"@timestamp":"x","event":{"kind":"alert"}}', 'ecs'],
  ['{"kibana.alert.uuid":"x"}', 'ecs'],
  ['{"RuleTitle":"x","Level":"crit"}', 'sigma'],
  ['{"title":"x","level":"high","tags":["attack.t1003"]}', 'sigma'],
  [cefLine, 'cef'],
  ['<13>host LEEF:2.0|V|P|1|ID|', 'leef'],
  ['not at all', 'plain'],
] as const)('a file that begins %s is read as %s', ([text, preset]) => {
  expect(suggestPreset(text)).toBe(preset)
})
