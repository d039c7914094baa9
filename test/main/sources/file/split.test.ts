import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutOf, openSplitter } from '../../../../main/sources/file/layout.ts'
import type { Part } from '../../../../main/sources/file/part.ts'

/** The parts of a text that comes in pieces of so many bytes. */
function split(text: string | Uint8Array, pieceBytes = 1_000_000): Part[] {
  const bytes = Buffer.from(text as string)
  const layout = layoutOf(bytes, 'json')
  if (layout.kind === 'unreadable') return [{ line: 1, end: 0, endLine: 1, problem: layout.problem }]
  const splitter = openSplitter(layout.kind, layout.from)
  const parts: Part[] = []
  for (let at = layout.from.position; at < bytes.length; at += pieceBytes)
    parts.push(...splitter.push(bytes.subarray(at, at + pieceBytes)))
  return [...parts, ...splitter.finish()]
}
const told = (part: Part) => [part.line, 'text' in part ? JSON.parse(part.text) : part.problem]

const objects = fc.array(
  fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.array(fc.string()))),
  { minLength: 1, maxLength: 8 },
)
const pieces = fc.integer({ min: 1, max: 40 })

test('NDJSON, a list and values over several lines give the same objects, wherever the file is cut into pieces', () => {
  fc.assert(
    fc.property(objects, pieces, (all, pieceBytes) => {
      const lines = all.map((one) => JSON.stringify(one))
      for (const text of [
        lines.join('\n'),
        lines.join('\r\n') + '\n',
        JSON.stringify(all),
        JSON.stringify(all, null, 2),
      ])
        expect(split(text, pieceBytes).map((part) => told(part)[1])).toEqual(all)
      const pretty = all.map((one) => JSON.stringify({ ...one, more: { a: 1 } }, null, 2))
      expect(split(pretty.join('\n'), pieceBytes)).toHaveLength(all.length)
    }),
  )
})

test('reading goes on behind any part as if it had never stopped', () => {
  fc.assert(
    fc.property(objects, fc.nat(7), (all, nth) => {
      for (const text of [all.map((one) => JSON.stringify(one)).join('\n'), JSON.stringify(all, null, 2)]) {
        const bytes = Buffer.from(text)
        const layout = layoutOf(bytes, 'json')
        if (layout.kind === 'unreadable') throw new Error(layout.problem)
        const parts = split(text)
        const last = parts[Math.min(nth, parts.length - 1)]!
        const splitter = openSplitter(layout.kind, { position: last.end, line: last.endLine })
        const rest = [...splitter.push(bytes.subarray(last.end)), ...splitter.finish()]
        expect(rest).toEqual(parts.slice(parts.indexOf(last) + 1))
      }
    }),
  )
})

test('no bytes throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), pieces, (bytes, pieceBytes) => void split(bytes, pieceBytes)),
  )
})

test('each part says on which line it begins', () => {
  expect(split('\n{"a":1}\n\n{"a":2}').map(told)).toEqual([
    [2, { a: 1 }],
    [4, { a: 2 }],
  ])
  expect(split('[\n {"a":1},\n\n {"a":\n 2},\n 3, "x]"\n]').map(told)).toEqual([
    [2, { a: 1 }],
    [4, { a: 2 }],
    [6, 3],
    [6, 'x]'],
  ])
})

test('a part that is longer than 1 MiB is refused, and the next one is read', () => {
  const long = JSON.stringify({ a: 'x'.repeat(1024 * 1024) })
  for (const text of [`${long}\n{"a":2}\n`, `[${long},\n{"a":2}]`])
    expect(split(text).map(told)).toEqual([
      [1, expect.stringMatching(/longer than 1 MiB/)],
      [2, { a: 2 }],
    ])
})

test.for([
  ['[{"a":1},{"a":', 'The file ends within the value that begins on line 1.'],
  ['[{"a":1}', 'The file ends before the ] of its list.'],
  ['[{"a":1}] {"a":2}', 'There is more behind the end of the list. It was not read.'],
] as const)('what is wrong with a list is said: %s', ([text, problem]) => {
  expect(split(text).at(-1)).toMatchObject({ line: 1, problem })
})

test.for([
  [Buffer.from('\ufeff{"a":1}', 'utf16le'), /UTF-16/],
  [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /no text file/],
  [Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), /UTF-8/],
] as const)('what is no UTF-8 text is refused with what to do', ([bytes, problem]) => {
  expect(split(bytes)).toMatchObject([{ problem: expect.stringMatching(problem) }])
})

test('the mark that some editors put before UTF-8 is no part of the first line', () => {
  expect(split('\ufeff{"a":1}\n').map(told)).toEqual([[1, { a: 1 }]])
})
