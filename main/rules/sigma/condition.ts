import type { Filter } from '../../../preload/contract/filter.ts'
import { together } from './groups.ts'

/** What is named in a detection: null where it has no equal here. */
export type Selections = ReadonlyMap<string, Filter | null>

/** `filter` null: something it names has no equal, which is said there. `named`: the selections it asks for. */
export type Read = { filter: Filter | null; named: ReadonlySet<string> } | { refused: string }

const mostTokens = 500
const mostDepth = 20

/** The expression that puts the selections together. https://sigmahq.io/sigma-specification, “Condition”. */
export function readCondition(text: string, selections: Selections): Read {
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? []
  if (tokens.length === 0) return { refused: 'The condition is empty.' }
  if (tokens.length > mostTokens) return { refused: 'The condition is too long.' }
  const named = new Set<string>()
  let at = 0
  let depth = 0
  const peek = () => tokens[at]?.toLowerCase()
  const problem = (says: string) => new SyntaxError(says)

  function list(op: 'any' | 'all', word: string, part: () => Filter | null): Filter | null {
    const parts = [part()]
    while (peek() === word) {
      at += 1
      parts.push(part())
    }
    return together(op, parts)
  }
  const or = (): Filter | null => list('any', 'or', and)
  const and = (): Filter | null => list('all', 'and', not)

  function not(): Filter | null {
    if ((depth += 1) > mostDepth) throw problem('The condition is nested too deep.')
    try {
      if (peek() !== 'not') return primary()
      at += 1
      const of = not()
      return of && { op: 'not', of }
    } finally {
      depth -= 1
    }
  }

  function primary(): Filter | null {
    const token = tokens[at] ?? ''
    at += 1
    if (token === '(') {
      const inner = or()
      if (tokens[at] !== ')') throw problem('A bracket is not closed.')
      at += 1
      return inner
    }
    const many = token.toLowerCase()
    if (peek() === 'of' && (many === '1' || many === 'any' || many === 'all')) {
      at += 1
      const pattern = tokens[at] ?? ''
      at += 1
      return together(many === 'all' ? 'all' : 'any', find(pattern))
    }
    if (peek() === 'of') throw problem(`“${token} of” has no equal here; “1 of” and “all of” have.`)
    if (!selections.has(token)) throw problem(`The condition names “${token}”, which is not there.`)
    return take(token)
  }

  function take(name: string): Filter | null {
    named.add(name)
    return selections.get(name) ?? null
  }

  function find(pattern: string): (Filter | null)[] {
    const begins = pattern.toLowerCase() === 'them' ? '' : pattern.endsWith('*') ? pattern.slice(0, -1) : null
    const names = [...selections.keys()].filter((name) =>
      begins === null ? name === pattern : name.startsWith(begins) && !name.startsWith('_'),
    )
    if (names.length === 0 || begins?.includes('*'))
      throw problem(`The condition names “${pattern}”, which is not there.`)
    return names.map(take)
  }

  try {
    const filter = or()
    if (at < tokens.length) throw problem(`“${tokens[at]}” is not understood at this place of the condition.`)
    return { filter, named }
  } catch (error) {
    if (error instanceof SyntaxError) return { refused: error.message }
    throw error
  }
}
