import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderBody } from '../../../main/templates/body.ts'
import { custom } from '../../../main/receivers/custom.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { anEvent } from '../engine/samples.ts'
import { postTo, type System, systems } from './systems.ts'

const link = 'https://console.example.com/alerts/4711?a=b&c=d'

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' \n',
    'a\nb',
    '<!here>',
    '=|\\',
    '"}],"x":["',
    '{{ data.title }}',
    '{code}',
    '\u0000\u001f\u2028',
    '\ud800',
  ),
  fc.constantFrom('10.0.0.1', 'T1003.001', 'CONTOSO\\j.doe', '](https://evil.example)', '*User*\nroot', '\t'),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
/** Of no kind that is expected where it stands. */
const odd = fc.oneof(
  text,
  fc.constantFrom<unknown[]>({ name: 'Windows', version: 11 }, {}, [], [[]], [{ a: 1 }, 'b'], ['a', null], null),
  fc.constantFrom<unknown[]>(0, -1.5, 1e300, true, false, ['10.0.0.1', { a: 1 }], { a: { b: 1 }, a_b: 2 }),
  fc.jsonValue(),
)
const part = (...names: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] }) },
    { weight: 1, arbitrary: odd },
  )
const oddData = fc
  .record(
    {
      severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'info'),
      title: text.map((given) => given.trim().slice(0, 500) || 'x'),
      description: text,
      agent: part('id', 'name', 'ip', 'os'),
      user: part('name'),
      network: part('source_ip', 'destination_ip'),
      rule: part('id', 'name'),
      mitre: part('tactic_id', 'tactic', 'technique_id', 'technique', 'subtechnique_id', 'subtechnique'),
      test: odd,
      id: odd,
      '': odd,
      'an other': odd,
    },
    { requiredKeys: ['severity', 'title'] },
  )
  // As it comes in: what JSON can't say is not in an event.
  .map((data) => JSON.parse(JSON.stringify(data)) as SecurityEvent['data'])
const event = (data: fc.Arbitrary<SecurityEvent['data']>) =>
  fc.record({ data, type: fc.constantFrom(...eventTypes) }).map((given): SecurityEvent => ({ ...anEvent(), ...given }))

/** Some say yes to everything: only what they made of it tells. */
function expectTaken(system: System, given: SecurityEvent) {
  const { status, said, body, taken } = postTo(system, given)
  expect([status, said]).toEqual([expect.toSatisfy((code: number) => code >= 200 && code < 300), expect.anything()])
  expect(taken).toHaveLength(1)
  expect(body).toContain(given.id)
  return { body, taken: taken[0] }
}

const numRuns = 60

describe.for(Object.entries<System>(systems))('%s', ([, system]) => {
  test('takes an event whatever kinds of values are in it, with its id and its link', () => {
    fc.assert(
      fc.property(event(oddData), (given) => {
        const { body } = expectTaken(system, { ...given, data: { ...given.data, link } })
        expect(body).toContain(link)
      }),
      { numRuns },
    )
  })
  test('takes an event whatever its link is', () => {
    const links = fc.oneof(
      odd,
      fc.constantFrom('javascript:alert(1)', 'https://', `https://h.example/${'x'.repeat(9000)}`),
    )
    fc.assert(
      fc.property(links, (given) => void expectTaken(system, anEvent({ link: given }))),
      { numRuns },
    )
  })
  test('takes an event with a value of 100,000 blanks, breaks or marks, in no time', () => {
    for (const character of '\n \t\u2028]&-={') {
      const name = `${character.repeat(100_000)}x`
      for (const data of [{ description: name }, { user: { name } }, { agent: { name } }])
        expect(expectTaken(system, anEvent({ ...data, link })).body).toContain(link)
    }
  })
})

type Tree = { [key: string]: unknown }
const within = (taken: unknown, ...path: string[]) => path.reduce((value, key) => (value as Tree)[key], taken)

/** A value with each text as it may be sent, and without nulls. */
function arrived(value: unknown, textOf: (given: string) => string): unknown {
  if (typeof value === 'string') return textOf(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.filter((item) => item !== null).map((item) => arrived(item, textOf))
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(entries.map(([key, inner]) => [key.toWellFormed(), arrived(inner, textOf)]))
}
const plain = (given: string) =>
  given
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd')
const own = ({ id, type, timestamp, data }: SecurityEvent) => ({ ...data, id, type, timestamp })

const leavesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value]
const sorted = (values: unknown[]) => values.map((value) => JSON.stringify(value)).toSorted()

describe('all of the values arrive, as they are, at', () => {
  const each = (check: (given: SecurityEvent) => void) => fc.assert(fc.property(event(oddData), check), { numRuns })
  test.for([
    ['a rule of Jira', (taken: unknown) => within(taken, 'data'), own],
    ['Splunk', (taken: unknown) => within(taken, 'event'), own],
    ['Power Automate', (taken: unknown) => within(taken, 'data'), ({ data }: SecurityEvent) => data],
  ] as const)('%s', ([name, read, whole]) => {
    each((given) => {
      expect(read(expectTaken(systems[name], given).taken)).toEqual(arrived(whole(given), plain))
    })
  })
  test('Zapier, flat, of what there is in them', () => {
    each((given) => {
      const flat = Object.values(expectTaken(systems.Zapier, given).taken as object)
      expect(sorted(flat)).toEqual(sorted(leavesOf(arrived(own(given), plain))))
    })
  })
  test('Event Management, flat and as texts', () => {
    each((given) => {
      const { additional_info: info } = expectTaken(systems['Event Management of ServiceNow'], given).taken as Tree
      const flat = Object.values(JSON.parse(info as string) as object)
      expect(sorted(flat)).toEqual(sorted(leavesOf(arrived(own(given), plain)).map(String)))
    })
  })
  test('an endpoint of one’s own, nulls and control characters too', () => {
    each((given) => {
      const sent = JSON.parse(renderBody(custom, null, given, {}).body) as unknown
      expect(sent).toEqual(
        JSON.parse(
          JSON.stringify(given)
            .toWellFormed()
            .replaceAll(/\\ud[89a-f]../g, '\ufffd'),
        ),
      )
    })
  })
})
