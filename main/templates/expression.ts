/** What stands between `{{` and `}}`: where the value comes from, and the filters it goes through. */
export type Expression = {
  source: { kind: 'path'; path: readonly string[] } | { kind: 'quoted'; text: string }
  filters: readonly Call[]
  /** Index in the text it was read from. */
  at: number
}
export type Argument = string | number
export type Call = { name: string; args: readonly Argument[]; at: number }

/** What is wrong, and its index in the text. */
export type Mistake = { message: string; at: number }
export type Piece = { kind: 'literal'; text: string } | { kind: 'expression'; expression: Expression }

// SECURITY: these patterns are fixed, sticky and without nested repetition; none is ever made from input.
const space = /\s*/y
const name = /[\p{L}\p{N}_$@-]+/uy
const number = /-?\d+(\.\d+)?/y
/** No escapes inside: a text with one kind of quotes in it stands in the other kind. */
const quoted = /"[^"]*"|'[^']*'/y

const pathHelp = 'Write a path such as data.agent.name, or a text in quotes.'
const filterHelp = 'Write a filter such as upper or truncate(80).'
const argumentHelp = 'Write texts in quotes or numbers, with commas between them.'

/** Parts a text into literals and expressions. `{{ "{{" }}` is how `{{` itself is written. */
export function readPieces(text: string): { pieces: Piece[]; mistakes: Mistake[] } {
  const pieces: Piece[] = []
  const mistakes: Mistake[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    const end = open === -1 ? text.length : open
    if (end > at) pieces.push({ kind: 'literal', text: text.slice(at, end) })
    if (open === -1) break
    const read = readExpression(text, open)
    if ('message' in read) {
      mistakes.push(read)
      const close = text.indexOf('}}', read.at)
      if (close === -1) break
      at = close + 2
    } else {
      pieces.push({ kind: 'expression', expression: read.expression })
      at = read.end
    }
  }
  return { pieces, mistakes }
}

/** `open`: index of its `{{`. `end`: index after its `}}`. */
function readExpression(text: string, open: number): { expression: Expression; end: number } | Mistake {
  let at = open + 2
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }
  const takeMark = (mark: string): boolean => {
    take(space)
    const found = text.startsWith(mark, at)
    if (found) at += mark.length
    return found
  }
  const takeQuoted = () => take(quoted)?.slice(1, -1) ?? null
  const wrong = (message: string): Mistake =>
    at < text.length ? { message, at } : { message: 'This {{ has no }}. Close it.', at: open }

  const takePath = (): string[] | Mistake => {
    const first = take(name)
    if (first === null) return wrong(pathHelp)
    const path = [first]
    for (;;) {
      if (takeMark('.')) {
        const next = take(name)
        if (next === null) return wrong('After a dot comes a name or a number.')
        path.push(next)
      } else if (takeMark('[')) {
        take(space)
        const key = takeQuoted() ?? take(number)
        if (key === null || !takeMark(']')) return wrong('In brackets comes a key in quotes, then a ].')
        path.push(key)
      } else return path
    }
  }
  const takeArguments = (): Argument[] | Mistake => {
    if (!takeMark('(')) return []
    const args: Argument[] = []
    do {
      take(space)
      const argument = takeQuoted() ?? take(number)
      if (argument === null) return wrong(argumentHelp)
      args.push(/["']/.test(text.charAt(at - 1)) ? argument : Number(argument))
    } while (takeMark(','))
    return takeMark(')') ? args : wrong(argumentHelp)
  }

  take(space)
  const start = at
  const literal = takeQuoted()
  const path = literal === null ? takePath() : []
  if ('message' in path) return path
  const filters: Call[] = []
  while (takeMark('|')) {
    take(space)
    const filterAt = at
    const filter = take(name)
    if (filter === null) return wrong(filterHelp)
    const args = takeArguments()
    if ('message' in args) return args
    filters.push({ name: filter, args, at: filterAt })
  }
  if (!takeMark('}}')) return wrong('Here comes a | with a filter, or the closing }}.')
  const source = literal === null ? ({ kind: 'path', path } as const) : ({ kind: 'quoted', text: literal } as const)
  return { expression: { source, filters, at: start }, end: at }
}
