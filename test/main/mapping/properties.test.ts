import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventInputSchema } from '../../../preload/contract/event.ts'
import { mappingPresets } from '../../../preload/contract/mapping.ts'
import { readCef } from '../../../main/mapping/cef.ts'
import { readLeef } from '../../../main/mapping/leef.ts'
import { mapRecord } from '../../../main/mapping/map-record.ts'
import { matches } from '../../../main/mapping/match-value.ts'
import { presets } from '../../../main/mapping/presets.ts'
import { readRecord } from '../../../main/mapping/read-record.ts'
import { readTime } from '../../../main/mapping/read-time.ts'
import type { Fields } from '../../../main/mapping/values.ts'

const now = Date.UTC(2026, 10, 23)
const names = mappingPresets.flatMap((preset) => presets[preset].fields.flatMap(({ from }) => from))
/** Records with the names that mappings look at, and anything at them. */
const records = fc.dictionary(
  fc.oneof(fc.constantFrom(...names, ...names.flatMap((name) => name.split('.')), '__proto__', 'data'), fc.string()),
  fc.oneof(fc.jsonValue(), fc.constantFrom('critical', 'high', '9', 'agent offline', '2026-11-23T10:00:00Z')),
)

test('no record throws, and what is taken is an event as the contract has it', () => {
  fc.assert(
    fc.property(records, fc.constantFrom(...mappingPresets), (record, preset) => {
      const mapped = mapRecord(presets[preset], JSON.parse(JSON.stringify(record)) as Fields, now)
      if (mapped.kind === 'event') expect(eventInputSchema.parse(mapped.input)).toEqual(mapped.input)
      if (mapped.kind === 'refused') expect(mapped.problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 2000 },
  )
})

// SECURITY: what a mapping or a record names `__proto__` is a field of that name, and changes no other object.
test.for([
  ['a mapping to it', { 'data.__proto__.polluted': 'x' }, '{"x":"yes"}'],
  ['a mapping over it', { 'data.constructor.prototype.polluted': 'x' }, '{"x":"yes"}'],
  ['a record', {}, '{"__proto__":{"polluted":"yes"}}'],
  ['a record in our own shape', {}, '{"data":{"__proto__":{"polluted":"yes"}}}'],
  ['a name twice', {}, '{"__proto__":{"polluted":"yes"},"data":{"__proto__":{"polluted":"yes"}}}'],
] as const)('no prototype is changed by %s', ([, more, text]) => {
  const fields = Object.entries({ ...more }).map(([to, from]) => ({ to, from: [from], constant: null }))
  const title = { to: 'data.title', from: [], constant: 'T' }
  const severity = { to: 'data.severity', from: [], constant: 'high' }
  const mapped = mapRecord({ ...presets.plain, fields: [title, severity, ...fields] }, JSON.parse(text) as Fields, now)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  // Nor that of the event itself: there the value is a field of its own, or is not at all.
  expect(mapped.kind).toBe('event')
  if (mapped.kind === 'event') {
    expect(mapped.input.data['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(mapped.input.data)).toBe(Object.prototype)
  }
})

test('no text throws in any format', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `CEF:0|${text}`),
    fc.string().map((text) => `LEEF:2.0|a|b|c|d|${text}`),
    fc.json(),
    fc.nat(3000).map((deep) => `{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`),
  )
  fc.assert(
    fc.property(texts, fc.constantFrom(...mappingPresets), (text, preset) => {
      const read = readRecord(presets[preset].format, text)
      if ('record' in read) mapRecord(presets[preset], read.record, now)
    }),
    { numRuns: 2000 },
  )
})

const escapeHeader = (text: string) => text.replace(/[\\|]/g, '\\$&')
const escapeValue = (text: string) => text.replace(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
const trimmed = fc.string().map((text) => text.trim())
const keys = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/).filter((key) => !/^(name|severity|device|cef)/i.test(key))

test('what CEF escapes is read as it was', () => {
  fc.assert(
    fc.property(
      fc.tuple(trimmed, trimmed, trimmed),
      fc.dictionary(
        keys,
        trimmed.filter((text) => !/[^\x20-\x7e]/.test(text)),
      ),
      ([vendor, product, name], extension) => {
        const pairs = Object.entries(extension).map(([key, value]) => `${key}=${escapeValue(value)}`)
        const header = ['0', vendor, product, '1', 'id', name, '5'].map(escapeHeader).join('|')
        expect(readCef(`CEF:${header}|${pairs.join(' ')}`)).toEqual({
          record: {
            cefVersion: '0',
            deviceVendor: vendor,
            deviceProduct: product,
            deviceVersion: '1',
            deviceEventClassId: 'id',
            name,
            severity: '5',
            ...extension,
          },
        })
      },
    ),
  )
})

test('LEEF attributes are read whatever separates them, with = and | in their values', () => {
  const values = fc.stringMatching(/^[\w=|:/. -]{0,30}$/).map((text) => text.trim())
  fc.assert(
    fc.property(
      fc.dictionary(keys, values, { minKeys: 1 }),
      fc.constantFrom('\t', '^', '~', '\u00a6'),
      (attributes, separator) => {
        const pairs = Object.entries(attributes).map(([key, value]) => `${key}=${value}`)
        const read = readLeef(`LEEF:2.0|V|P|1|ID|x${separator.charCodeAt(0).toString(16)}|${pairs.join(separator)}`)
        expect(read).toMatchObject({ record: attributes })
      },
    ),
  )
})

test('every time that a date can hold is read as written, as ISO, in ms and by CEF’s form', () => {
  const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(times, (date) => {
      const iso = date.toISOString()
      expect(readTime(iso, now)).toBe(iso)
      expect(readTime(String(date.getTime()), now)).toBe(
        date.getTime() < 1e11 ? readTime(String(date.getTime()), now) : iso,
      )
      const [, month, day, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? []
      expect(readTime(`${day} ${month} ${year} ${time}.${iso.slice(20, 23)} UTC`, now)).toBe(iso)
    }),
  )
})

test('no pattern of a mapping makes it slow', () => {
  const begun = performance.now()
  matches('*a'.repeat(90), 'a '.repeat(50_000) + 'b')
  expect(performance.now() - begun).toBeLessThan(500)
})
