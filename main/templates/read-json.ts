import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { mostTemplateDepth } from '../../preload/contract/template.ts'
import type { TemplateMistake } from './bind.ts'
import type { Source } from './source.ts'

/** JSON as RFC 8259 has it, with where each part stands; source is null where nothing of it can be read. */
export function readJson(text: string): { source: Source | null; mistakes: TemplateMistake[] } {
  const tooDeep = findTooDeep(text)
  if (tooDeep !== null) {
    return { source: null, mistakes: [{ message: `Nest at most ${mostTemplateDepth} levels.`, offset: tooDeep }] }
  }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const mistakes = errors.map(({ error, offset }) => ({ message: wordsOf(printParseErrorCode(error)), offset }))
  if (root) return { source: toSource(text, root, mistakes), mistakes }
  if (mistakes.length === 0) mistakes.push({ message: wordsOf('ValueExpected'), offset: 0 })
  return { source: null, mistakes }
}

/**
 * Offset of the first bracket that is nested too deep.
 * SECURITY: looked for without recursion and before parsing, for the parser's own would overflow the stack.
 */
function findTooDeep(text: string): number | null {
  const scanner = createScanner(text)
  let depth = 0
  for (;;) {
    scanner.scan()
    if (scanner.getTokenLength() === 0 && scanner.getTokenOffset() >= text.length) return null
    const token = text.charAt(scanner.getTokenOffset())
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (depth > mostTemplateDepth) return scanner.getTokenOffset()
  }
}

function toSource(text: string, node: Node, mistakes: TemplateMistake[]): Source {
  const children = node.children ?? []
  switch (node.type) {
    case 'object':
      return { kind: 'object', entries: toEntries(text, children, mistakes), offset: node.offset }
    case 'array':
      return { kind: 'list', items: children.map((child) => toSource(text, child, mistakes)) }
    case 'string':
      return { kind: 'text', text: String(node.value), offsetOf: offsetsIn(text, node.offset) }
    case 'number':
      if (!Number.isFinite(node.value)) mistakes.push({ message: 'This number is too large.', offset: node.offset })
      return { kind: 'literal', value: Number(node.value) }
    case 'boolean':
      return { kind: 'literal', value: node.value === true }
    case 'null':
    case 'property':
      return { kind: 'literal', value: null }
  }
}

function toEntries(text: string, properties: readonly Node[], mistakes: TemplateMistake[]) {
  const seen = new Set<string>()
  return properties.flatMap(({ children: [name, value] = [] }) => {
    if (!name) return []
    const key = String(name.value)
    if (seen.has(key)) mistakes.push({ message: `The key “${key}” is here twice. Keep one.`, offset: name.offset })
    seen.add(key)
    return value ? [{ key, offsetOf: offsetsIn(text, name.offset), value: toSource(text, value, mistakes) }] : []
  })
}

/**
 * Where a character of a JSON string stands in the text: an escape is longer than what it stands for. `quote`: offset of
 * the opening one. Goes on from the last it was asked for, so that asking for thousands takes no longer than for one.
 */
function offsetsIn(text: string, quote: number): (index: number) => number {
  let last = { index: 0, at: quote + 1 }
  return (wanted) => {
    let { index, at } = wanted < last.index ? { index: 0, at: quote + 1 } : last
    for (; index < wanted; index += 1) {
      if (text.charAt(at) !== '\\') at += 1
      else at += text.charAt(at + 1) === 'u' ? 6 : 2
    }
    last = { index, at }
    return at
  }
}

const words: Readonly<Record<string, string>> = {
  InvalidSymbol:
    'This is no JSON. Texts stand in double quotes; beside them there are only numbers, true, false and null.',
  InvalidNumberFormat: 'This is not a number as JSON writes it, such as 12 or -0.5.',
  PropertyNameExpected: 'Here comes a key in double quotes. A comma before a closing bracket is one too many.',
  ValueExpected: 'Here comes a value: a text in double quotes, a number, true, false, null, { } or [ ].',
  ColonExpected: 'Between a key and its value comes a colon.',
  CommaExpected: 'Before the next entry comes a comma.',
  CloseBraceExpected: 'A } is missing.',
  CloseBracketExpected: 'A ] is missing.',
  EndOfFileExpected: 'The template ends before this. Remove what follows.',
  InvalidCommentToken: 'JSON has no comments. Remove it.',
  UnexpectedEndOfComment: 'JSON has no comments. Remove it.',
  UnexpectedEndOfString: 'This text has no closing quote on its line. Write a line break as \\n.',
  UnexpectedEndOfNumber: 'This number is not finished.',
  InvalidUnicode: 'After \\u come four digits 0-9 or a-f.',
  InvalidEscapeCharacter: 'After a backslash comes one of " \\ / b f n r t u. Write a backslash itself as \\\\.',
  InvalidCharacter: 'A tab or another control character stands here. Write it as \\t or \\u0009.',
}
const wordsOf = (code: string) => words[code] ?? 'This is no JSON.'
