import type { Mapping } from '../../../preload/contract/mapping.ts'
import { mappingSamples } from '../../../preload/contract/mapping-samples.ts'
import type { Chance } from '../seeded-random.ts'

const titles = [
  'T',
  '',
  ' ',
  'Ü ✓ 漢',
  '\u0000',
  '\u202e',
  '<script>',
  "'; DROP TABLE event;--",
  '\ud800',
  'x'.repeat(600),
]
const scalars = [null, true, false, 0, -0, -1, 1e308, 0.1, '', 'text', '\\', '"', [], {}, [[]], '__proto__']
const keys = ['id', 'type', 'timestamp', 'data', 'severity', 'title', '__proto__', 'constructor', 'toJSON', 'a.b', '']
const timestamps = [
  '2026-11-23T10:42:17Z',
  '2026-11-23T10:42:17.123456789+14:00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  'now',
  '2026-02-30T00:00:00Z',
]
const ids = ['a', 'edr-4711', 'x'.repeat(128), 'x'.repeat(129), '../..', 'a b', '', '__proto__', 'evt_1']
const types = [
  'security.critical',
  'security.high',
  'agent.offline',
  'agent.online',
  'alert.triggered',
  'security.loud',
]
const severities = ['critical', 'high', 'medium', 'low', 'info', 'CRITICAL', '']

function anything(chance: Chance, depth: number): unknown {
  const { pick, maybe, between } = chance
  if (depth === 0 || maybe(0.5)) return pick(scalars)
  if (maybe(0.5)) return Array.from({ length: between(0, 4) }, () => anything(chance, depth - 1))
  const entries = Array.from({ length: between(0, 4) }, () => [pick(keys), anything(chance, depth - 1)])
  return Object.fromEntries(entries as [string, unknown][])
}

/** Mostly an event or a finding, with something about it that may be wrong. */
function nearly(chance: Chance): unknown {
  const { pick, maybe } = chance
  const data: Record<string, unknown> = { severity: pick(severities), title: pick(titles) }
  if (maybe(0.3)) data[pick(keys)] = anything(chance, 4)
  const event: Record<string, unknown> = { data }
  if (maybe(0.7)) event['type'] = pick(types)
  if (maybe(0.4)) event['id'] = pick(ids)
  if (maybe(0.3)) event['timestamp'] = pick(timestamps)
  if (maybe(0.1)) event[pick(keys)] = anything(chance, 3)
  return maybe(0.9) ? event : anything(chance, 5)
}

/** Bytes turned over, left out, doubled, cut off. */
function spoil(body: Buffer, { between, pick }: Chance): Buffer {
  if (body.length === 0) return body
  const at = between(0, body.length - 1)
  const [before, after] = [body.subarray(0, at), body.subarray(at + 1)]
  return pick([
    () => Buffer.concat([before, Buffer.of(between(0, 255)), after]),
    () => Buffer.concat([before, after]),
    () => Buffer.concat([before, body.subarray(at), body.subarray(at)]),
    () => before,
    () => Buffer.concat([body, Buffer.from(pick(['}', ']', '\n', '\r\n{', '\ufeff', '//']))]),
  ])()
}

/** A sample with another value in one of its places. */
function pickWithin(chance: Chance, sample: string): string {
  const places = [...sample.matchAll(/"[^"]*"(?=[,}])/g)]
  const { index, 0: value } = chance.pick(places)
  return sample.slice(0, index) + JSON.stringify(anything(chance, 3)) + sample.slice(index + value.length)
}

export type Fuzzed = { path: string; type: string; body: Buffer }

const paths = [
  ['/v1/events', 8],
  ['/v1/findings', 5],
  ['/v1/agents/agt-1/heartbeat', 1],
] as const
const contentTypes = ['application/json', 'application/x-ndjson', 'application/json;charset=utf-8', 'text/plain', '']

const pieces = [
  '|',
  '=',
  '\\',
  '^',
  ';',
  '\t',
  ' ',
  '\r',
  'CEF:0|',
  'LEEF:2.0|a|b|c|d|x|',
  'sev=',
  '10',
  '__proto__=1',
  '\u202e',
  '',
]

/** Lines in a format of their own, with something put in or left out. */
function makeLines(chance: Chance, sample: string): string {
  const { between, maybe, pick } = chance
  const lines = Array.from({ length: pick([1, 1, 2, 20]) }, () => {
    let line = sample
    while (maybe(0.6)) {
      const at = between(0, line.length)
      line = line.slice(0, at) + pick(pieces) + line.slice(at + between(0, 3))
    }
    return line
  })
  return lines.join(pick(['\n', '\r\n', '\n\n']))
}

/** One request, of a sender that mostly knows how events are to be written. */
export function makeBody(chance: Chance, mapping: Mapping | null = null): Fuzzed {
  if (mapping !== null && chance.maybe(0.6)) {
    const sample = mappingSamples[mapping.preset]
    const isJson = mapping.format === 'json'
    const text = isJson ? pickWithin(chance, sample) : makeLines(chance, sample)
    const body = chance.maybe(0.3) ? spoil(Buffer.from(text), chance) : Buffer.from(text)
    return { path: '/v1/events', type: isJson ? contentTypes[0]! : 'text/plain', body }
  }
  const path = chance.weighted(paths.map(([name, weight]) => [weight, name] as const))
  const type = chance.weighted([
    [10, contentTypes[0]!],
    [6, contentTypes[1]!],
    [1, chance.pick(contentTypes)],
  ])
  const values = Array.from({ length: chance.pick([1, 1, 1, 2, 5, 20]) }, () => nearly(chance))
  const texts = values.map((value) => JSON.stringify(value))
  const lines = type.includes('ndjson') ? texts.join(chance.pick(['\n', '\r\n', '\n\n'])) : null
  const whole = lines ?? (texts.length === 1 ? texts[0]! : `[${texts.join(',')}]`)
  let body: Buffer = Buffer.from(whole)
  for (let times = chance.pick([0, 0, 0, 1, 1, 3]); times > 0; times -= 1) body = spoil(body, chance)
  return { path, type, body }
}
