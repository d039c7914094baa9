import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import type { Receiver } from '../../../main/receivers/receiver.ts'
import { OversizedBody, renderBody } from '../../../main/templates/body.ts'
import type { Template } from '../../../main/templates/compile.ts'
import { readTemplate } from '../../../main/templates/read-template.ts'
import { aReceiver, anEvent } from './a-receiver.ts'

const link = 'https://console.example.com/alerts/4711'

/** With what its limits say, or those of one that takes all. */
const limited = (bytes: number, characters: number | null = null, more: Partial<Receiver> = {}): Receiver =>
  aReceiver({ limits: { bytes, characters: () => characters, perMinute: null }, ...more })

function read(template: unknown): Template {
  const made = readTemplate(typeof template === 'string' ? template : JSON.stringify(template))
  if (!made.template) throw new Error(made.problems[0]?.message)
  return made.template
}

/** Texts as they come: of every script, with control characters, quotes, template syntax, half surrogate pairs. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '\u0000', '"', '\\', '\n', '\u2028', 'ä') }),
  fc.constantFrom('{{ id }}', '{{ data | json }}', '{{', '}}', '__proto__', '</script>'),
  fc.integer({ min: 1000, max: 20_000 }).map((length) => 'x"😀'.repeat(length / 4)),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 6 }),
    fc.dictionary(fc.oneof(anyText, fc.constantFrom('a', '__proto__', 'constructor')), tie('json'), { maxKeys: 6 }),
  ),
}))
const anyEvent = fc.record({ extra: json, title: anyText, description: anyText }).map(
  // As JSON, for that is what events come in as: -0 is 0.
  (data): SecurityEvent => anEvent({ ...JSON.parse(JSON.stringify(data)), link }),
)
const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, '\ufffd'))

test('values go into the body and come out of it as they were, whatever they are', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const body = renderBody(aReceiver(), null, event, {})
      expect(body.shortened).toBe(false)
      expect(JSON.parse(body.body)).toEqual(wellFormed(event))
    }),
  )
})

test('a text of 1 MB in a body with room for it is not shortened', () => {
  const description = 'x'.repeat(1_000_000)
  const { body, shortened } = renderBody(limited(2_000_000), null, anEvent({ description }), {})
  expect(shortened).toBe(false)
  expect(JSON.parse(body).data.description).toBe(description)
})

const template = read({
  key: 'castellan-{{ id }}',
  text: 'Event {{ data.title }} of {{ data.extra }} ({{ data.link }}): {{ data.description | upper }}',
  link: '{{ data.link }}',
  data: '{{ data }}',
  flat: { $if: '{{ data.extra }}', all: '{{ event | flatten | strings }}', first: '{{ data.extra | json | first }}' },
})

test('the body fits whatever the event, and the id and the link survive', () => {
  fc.assert(
    fc.property(anyEvent, fc.integer({ min: 1200, max: 30_000 }), fc.boolean(), (event, bytes, takesNull) => {
      const escape = (text: string) => text.replaceAll('"', '&quot;').replaceAll('x', '&x;')
      const { body } = renderBody(limited(bytes, null, { takesNull, escape }), template, event, {})
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bytes)
      const tree = JSON.parse(body)
      const sent = escape(link)
      expect([tree.key, tree.link, tree.data.link]).toEqual([`castellan-${event.id}`, sent, sent])
      expect(tree.text).toContain(sent)
    }),
    { numRuns: 300 },
  )
})

test('no text is longer than the receiver takes at its place', () => {
  const leaves = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : []
  const escape = (text: string) => text.replaceAll('"', '&quot;')
  fc.assert(
    fc.property(anyEvent, (event) => {
      const { body } = renderBody(limited(1_000_000, 150, { escape }), template, event, {})
      for (const leaf of leaves(JSON.parse(body))) expect(leaf.length).toBeLessThanOrEqual(150)
    }),
    { numRuns: 100 },
  )
})
test('a text that must be shortened is as long as there is room', () => {
  const given = anEvent({ title: 'x'.repeat(500) })
  const { body, shortened } = renderBody(limited(10_000, 150), read(['New: {{ data.title }}!']), given, {})
  expect(JSON.parse(body)).toEqual([`New: ${'x'.repeat(143)}…!`])
  expect(shortened).toBe(true)
})
test('what is shortened leaves the rest whole, uses most of the room and says so', () => {
  const given = anEvent({ raw: Array.from({ length: 5000 }, (_, n) => ({ n })), description: 'd'.repeat(9000), link })
  const { body, shortened } = renderBody(limited(28_000), null, given, {})
  const { title, severity } = given.data
  const { data } = JSON.parse(body)
  expect(data).toMatchObject({ title, severity, link })
  expect(data.raw.length).toBeGreaterThan(100)
  expect(data.raw).toEqual(data.raw.map((_: unknown, n: number) => ({ n })))
  expect(body.length).toBeGreaterThan(0.8 * 28_000)
  expect(shortened).toBe(true)
})
test('the link survives in a whole value where it stands behind all that is left out', () => {
  const entries = Array.from({ length: 2000 }, (_, n) => [`key-${n}`, 'some text'])
  const given = anEvent({ ...Object.fromEntries(entries), about: { this: { link } }, link })
  const { data, key } = JSON.parse(
    renderBody(limited(300), read({ data: '{{ data }}', key: '{{ id | lower }}' }), given, {}).body,
  )
  expect(data).toMatchObject({ about: { this: { link } }, link })
  expect(Object.keys(data).length).toBeLessThan(20)
  expect(key).toBe('evt_01jd')
})
test('the id survives what filters make of it', () => {
  const given = anEvent({ title: 'x'.repeat(400) }, { id: 'evt_0123456789' })
  const { body } = renderBody(limited(40), read(['{{ id | upper }}', '{{ data.title }}']), given, {})
  expect(JSON.parse(body)[0]).toBe('EVT_0123456789')
})
test('where not even the smallest body fits, it throws', () => {
  expect(() => renderBody(limited(20), read(['{{ id }}', 'a text of its own']), anEvent(), {})).toThrow(OversizedBody)
})

test('a value repeated 5,000 times takes neither the memory nor the time of 5,000', () => {
  const event = anEvent({ list: Array.from({ length: 8000 }, (_, n) => ({ n, text: 'x"'.repeat(8) })) })
  const before = process.memoryUsage().heapUsed
  const start = process.cpuUsage()
  const made = renderBody(limited(1024 * 1024), read(Array(5000).fill('{{ data }}')), event, {})
  const { user, system } = process.cpuUsage(start)
  expect(Buffer.byteLength(made.body)).toBeLessThanOrEqual(1024 * 1024)
  // Without bounds: 1.3 GB and minutes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300e6)
  expect((user + system) / 1000).toBeLessThan(3000)
})
test.for(['|json', '|upper|lower', '|flatten|strings'])('thousands of filters end early: %s', (chain) => {
  const event = anEvent({ list: Array.from({ length: 8000 }, (_, n) => ({ n, text: 'x"'.repeat(8) })) })
  const start = process.cpuUsage()
  renderBody(limited(1024 * 1024), read([`{{ data${chain.repeat(60_000 / chain.length)} }}`, '{{ id }}']), event, {})
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(2000)
})
test('an event nested deeper than any is sent without its depths', () => {
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
  const all = read([
    '{{ data }}',
    '{{ data | flatten | strings | json }}',
    'x{{ event }}',
    '{{ data.deep | join(",") }}',
  ])
  expect(() => renderBody(aReceiver(), all, anEvent({ deep }), {})).not.toThrow()
})

const keyed = (given: Partial<Receiver> = {}): Receiver => {
  const rest = { required: true, initial: '', options: [], placeholder: '', hint: '', when: {} }
  const fields: Receiver['fields'] = [
    { ...rest, name: 'project', label: 'Project', kind: 'text' },
    { ...rest, name: 'token', label: 'Token', kind: 'secret' },
  ]
  return aReceiver({ fields, ...given })
}
test('a template reads the receiver’s fields, but never a secret one', () => {
  const values = { project: 'SOC', token: 'hunter2' }
  const { body } = renderBody(keyed(), read(['{{ fields }}', '{{ fields.token }}']), anEvent(), values)
  expect(JSON.parse(body)).toEqual([{ project: 'SOC' }])
})
test('the receiver’s own template is compiled once for the same values, and anew for others', () => {
  let compiled = 0
  const own = keyed({ template: ({ project = '' }) => [`${project} ${(compiled += 1)}`] })
  const values = { project: 'SOC', token: '' }
  const bodies = [values, values, { project: 'NOC', token: '' }].map(
    (each) => renderBody(own, null, anEvent(), each).body,
  )
  expect(bodies).toEqual(['["SOC 1"]', '["SOC 1"]', '["NOC 2"]'])
})
