import { expect, test } from 'vitest'
import { jsonProblem } from '../../../renderer/format/json-problem.ts'
import { parseDuration } from '../../../renderer/format/written-duration.ts'
import { prettyJson } from '../../../renderer/format/pretty-json.ts'
import { visibleText } from '../../../renderer/format/visible.ts'

test('what can not be seen but fools a reader is written out', () => {
  expect(visibleText('invoice\u202Efdp.exe')).toBe('invoice⟨U+202E⟩fdp.exe')
  expect(visibleText('a\u0000b\u001B[31mc\u200Bd\uFEFF')).toBe('a⟨U+0000⟩b⟨U+001B⟩[31mc⟨U+200B⟩d⟨U+FEFF⟩')
})

test('line ends, tabs and letters of any script stay', () => {
  expect(visibleText('a\tb\r\nc\nd é 漢 😀')).toBe('a\tb\nc\nd é 漢 😀')
})

test('JSON is indented', () => {
  expect(prettyJson('{"a":[1,{"b":"x, {y}: \\"z\\""}],"c":{},"d":[]}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "x, {y}: \\"z\\""\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  )
})

test('indenting changes no number and drops no doubled key', () => {
  expect(prettyJson('{"n":12345678901234567890,"e":1.0,"n":2}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "e": 1.0,\n  "n": 2\n}',
  )
})

test.each(['', 'ok', '"text"', '12', '{"a":', '<html>'])('%j is not indented', (text) =>
  expect(prettyJson(text)).toBeNull(),
)

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 'Line 3: a comma is missing, or the { is not closed.'],
  ['{\n  "a": 1,\n}', 'Line 3: the comma before } is one too many.'],
  ['[1,\n]', 'Line 2: the comma before ] is one too many.'],
  ['{ a: 1 }', 'Line 1: a name in double quotes is expected here.'],
  ['{ "a" 1 }', 'Line 1: a colon is missing after the name.'],
  ['{\n"a": "x\n"}', 'Line 2: the text in quotes is not closed, or \\ stands before a wrong letter.'],
  ['{\n"a": yes }', 'Line 2: a value is expected here: text in double quotes, a number, true, false or null.'],
  ['{"a": 01}', 'Line 1: a value is expected here: text in double quotes, a number, true, false or null.'],
  ['{"a": [1, 2}', 'Line 1: a comma is missing, or the [ is not closed.'],
  ['{\n"a": {', 'Line 2: the text ends, but a { is not closed.'],
  ['{} x', 'Line 1: there is something after the end: x'],
  ['', 'Line 1: there is nothing here; write at least {}.'],
])('%j: %s', (text, words) => expect(jsonProblem(text)).toBe(words))

test('JSON has no problem, and a text of brackets only does not overflow', () => {
  expect(jsonProblem('{"a": [true, null, -1.5e3, "é\\u00e9"]}')).toBeNull()
  expect(jsonProblem('['.repeat(200_000))).toBe('Line 1: the text ends, but a [ is not closed.')
})

test.each([
  ['5 s', 5],
  ['30s', 30],
  ['2 min', 120],
  ['2m', 120],
  ['1 h 30 min', 5400],
  ['2 hours', 7200],
  ['0.5 min', 30],
  ['0.1 min', 6],
  [' 90 ', 90],
  ['1 min 40 s', 100],
  ['', null],
  ['soon', null],
  ['5 parsecs', null],
  ['-5 s', null],
])('the time %j is %s seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds))
