import { Text } from '@codemirror/state'
import { expect, test } from 'vitest'
import { diagnosticsOf, offsetOf } from '../../../../../renderer/screens/webhooks/form/template/diagnostics.ts'

const text = '{\n  "a": "{{ id | uper }}"\n}'
const doc = Text.of(text.split('\n'))
const marked = (line: number, column: number) =>
  diagnosticsOf(doc, [{ severity: 'error', line, column, message: 'No.' }]).map(({ from, to }) => text.slice(from, to))

test.for<[line: number, column: number, word: string]>([
  [2, 17, 'uper'],
  [2, 12, 'id'],
  [2, 10, '{'],
  [3, 1, '}'],
])('a problem at line %d, column %d marks %s', ([line, column, word]) => {
  expect(marked(line, column)).toEqual([word])
})

test('a problem at the end of a line, or where there is no more text, marks nothing and breaks nothing', () => {
  expect(marked(1, 2)).toEqual([''])
  expect(marked(3, 99)).toEqual([''])
  expect(offsetOf(doc, { line: 99, column: 1 })).toBe(text.length - 1)
  expect(diagnosticsOf(Text.empty, [{ severity: 'warning', line: 4, column: 4, message: 'No.' }])).toMatchObject([
    { from: 0, to: 0 },
  ])
})
