import type { Filter } from '../../../preload/contract/filter.ts'

/** `differs`: what it means here that it does not there. */
export type Mapped = { filter: Filter; differs: string | null } | { refused: string }

/** Modifiers that say where in the value a text is. */
const around: Record<string, (pattern: Pattern) => Pattern> = {
  contains: (pattern) => [any, ...pattern, any],
  startswith: (pattern) => [...pattern, any],
  endswith: (pattern) => [any, ...pattern],
}
const any = { wildcard: '*' } as const
type Pattern = readonly (string | { wildcard: '*' | '?' })[]

const taken = new Set(['contains', 'startswith', 'endswith', 'all', 'cidr', 'exists'])

/** Why these modifiers can't be asked for here; null: they can. */
export function problemOf(modifiers: readonly string[]): string | null {
  const unknown = modifiers.find((name) => !taken.has(name))
  if (unknown === 're') return 'Regular expressions have no equal here. Write it as contains, starts with or ends with.'
  if (unknown === 'cased') return 'Capitals make no difference here, so |cased has no equal.'
  return unknown === undefined ? null : `|${unknown} has no equal here.`
}

/** One value of a field as a condition. https://sigmahq.io/sigma-specification, “Value Modifiers” and “Escaping”. */
export function mapValue(path: string, value: string | number | boolean | null, modifiers: readonly string[]): Mapped {
  if (modifiers.includes('exists')) {
    const exists: Filter = { op: 'exists', path }
    return { filter: String(value) === 'true' ? exists : { op: 'not', of: exists }, differs: null }
  }
  if (value === null) return { filter: { op: 'not', of: { op: 'exists', path } }, differs: null }
  if (modifiers.includes('cidr')) return { filter: { op: 'cidr', path, network: String(value) }, differs: null }
  const where = modifiers.flatMap((name) => around[name] ?? [])
  return mapPattern(
    path,
    where.reduce<Pattern>((pattern, put) => put(pattern), readPattern(String(value))),
  )
}

/** `\*`, `\?` and `\\` are the letter itself; any other backslash is one. */
function readPattern(text: string): Pattern {
  const parts: (string | { wildcard: '*' | '?' })[] = []
  let literal = ''
  const flush = () => {
    if (literal !== '') parts.push(literal)
    literal = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (letter === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next
      at += 1
    } else if (letter === '*' || letter === '?') {
      flush()
      parts.push({ wildcard: letter })
    } else literal += letter
  }
  flush()
  return parts
}

function mapPattern(path: string, pattern: Pattern): Mapped {
  if (pattern.some((part) => typeof part === 'object' && part.wildcard === '?'))
    return { refused: '“?” for any one letter has no equal here.' }
  const texts = pattern.filter((part) => typeof part === 'string')
  const opens = typeof pattern[0] === 'object'
  const closes = typeof pattern.at(-1) === 'object'
  const [first = '', ...more] = texts
  if (texts.length === 0)
    return pattern.length === 0
      ? { refused: 'That a field is an empty text can’t be asked here.' }
      : { filter: { op: 'exists', path }, differs: null }
  if (more.length === 0) return { filter: one(path, first, opens, closes), differs: null }
  const of = texts.map((text, index): Filter => one(path, text, index > 0 || opens, index < more.length || closes))
  return { filter: { op: 'all', of }, differs: 'Each part is asked for, but not that they stand in this order.' }
}

function one(path: string, value: string, opens: boolean, closes: boolean): Filter {
  if (opens && closes) return { op: 'contains', path, value }
  if (opens) return { op: 'ends', path, value }
  return closes ? { op: 'starts', path, value } : { op: 'equals', path, value }
}
