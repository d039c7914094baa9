import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTemplate } from '../../../main/templates/read-template.ts'
import { unknownPaths } from '../../../main/templates/unknown-paths.ts'
import { anEvent } from './a-receiver.ts'

const problemsOf = (text: string) =>
  readTemplate(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('each mistake is told at its line and column', () => {
  test.for<[name: string, text: string, at: string, words: RegExp]>([
    ['nothing', '', '1:1', /value/],
    ['a comma too many', '{\n  "a": 1,\n}', '3:1', /comma/],
    ['a comma that is missing', '{\n  "a": 1\n  "b": 2 }', '3:3', /comma/],
    ['a comment', '{ // x\n }', '1:3', /comments/],
    ['a key twice', '{ "a": 1,\n "a": 2 }', '2:2', /“a” is here twice/],
    ['text behind the end', '{} 1', '1:4', /Remove/],
    ['a number too large', '[1e999]', '1:2', /too large/],
    ['an unknown filter', '{\n "a": "{{ id | uper }}" }', '2:16', /no filter “uper”.*upper/],
    ['a wrong argument', '["{{ id | truncate(no) }}"]', '1:20', /quotes or numbers/],
    ['a wrong kind of argument', '["{{ id | truncate(\'x\') }}"]', '1:11', /truncate\(80\)/],
    ['behind escapes', String.raw`["\u0041\n\"{{ id | x }}"]`, '1:21', /no filter/],
    ['no end', '["\\n{{ id "]', '1:5', /no }}/],
    ['no path', '["{{ }}"]', '1:6', /Write a path/],
    ['a filter in no pipe', '["{{ id upper }}"]', '1:9', /Here comes a \|/],
    ['an expression in a key', '{ "{{ id }}": 1 }', '1:4', /key/],
    ['a $if that is no expression', '[{ "$if": true }]', '1:5', /\$if/],
    ['a $if at the top', '{ "$if": "{{ id }}" }', '1:1', /outermost/],
  ])('%s', ([, text, at, words]) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(words)])
    expect(problemsOf(text)[0]).toContain(`${at} `)
    expect(readTemplate(text).template).toBeNull()
  })
  test('several at once, in order', () => {
    expect(problemsOf('["{{ a | b }}",\r\n "{{ c | d }} {{ }}",\n 1,]').map((text) => text.slice(0, 4))).toEqual([
      '1:10',
      '2:10',
      '2:18',
      '3:4 ',
    ])
  })
})

test('a template of 64 KiB is read, one byte more is not', () => {
  const text = (bytes: number) => `["${'ä'.repeat((bytes - 4) / 2)}"]`
  expect(problemsOf(text(64 * 1024))).toEqual([])
  expect(problemsOf(text(64 * 1024 + 2))).toEqual([expect.stringContaining('64 KiB')])
})
test('32 levels are read, one more is not, nor as many as there is room for', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(problemsOf(nested(32))).toEqual([])
  expect(problemsOf(nested(33))).toEqual([expect.stringMatching(/1:33 .*32 levels/)])
  expect(problemsOf('{"a":'.repeat(12_000))).toEqual([expect.stringContaining('32 levels')])
})

test('what it takes, JSON.parse takes, and nothing makes it throw', () => {
  const bits = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '1',
    '-',
    'null',
    '{{',
    '}}',
    '|',
    '\\',
    '\\u',
    '\n',
    ' ',
    '//',
  ]
  const text = fc.oneof(
    fc.array(fc.constantFrom(...bits)).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.json(),
  )
  fc.assert(
    fc.property(text, (given) => {
      if (readTemplate(given).template) JSON.parse(given)
    }),
    { numRuns: 500 },
  )
})

test('a path that neither this event nor the usual ones have is warned of, at its line', () => {
  const text = '{ "a": "{{ data.agent.os }} {{ data.own.x }}",\n "b": "{{ data.agnt.name }}", "c": "{{ fields.key }}" }'
  const { template } = readTemplate(text)
  expect(unknownPaths(template!, text, anEvent({ own: { x: 1 } }), {})).toEqual([
    { severity: 'warning', line: 2, column: 11, message: expect.stringContaining('data.agnt.name') },
    { severity: 'warning', line: 2, column: 40, message: expect.stringContaining('fields.key') },
  ])
})
