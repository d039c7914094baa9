import type { Bound } from './evaluate.ts'
import { type Call, type Expression, readPieces } from './expression.ts'
import { filters } from './filters.ts'
import type { Source } from './source.ts'

type Text = Extract<Source, { kind: 'text' }>

/** What is wrong, and its offset in the template's text. */
export type TemplateMistake = { message: string; offset: number }

/** What is found while a template is compiled. */
export type Binder = {
  paths: { path: readonly string[]; offset: number }[]
  mistakes: TemplateMistake[]
  /** Texts that have a mistake already. */
  failed: Set<Text>
  /** The index of each expression, as it is written. */
  expressions: Map<string, number>
}
export const makeBinder = (): Binder => ({ paths: [], mistakes: [], failed: new Set(), expressions: new Map() })

const keptPaths: ReadonlySet<string> = new Set(['id', 'event.id', 'data.link', 'event.link'])

/** A text's literals and expressions, with the filters looked up. */
export function bind(binder: Binder, source: Text): (string | Bound)[] {
  const { pieces, mistakes } = readPieces(source.text)
  const fail = (message: string, at: number) => {
    binder.failed.add(source)
    binder.mistakes.push({ message, offset: source.offsetOf(at) })
  }
  for (const { message, at } of mistakes) fail(message, at)
  return pieces.map((piece) =>
    piece.kind === 'literal' ? piece.text.toWellFormed() : bindExpression(piece.expression),
  )

  function bindExpression({ source: from, filters: calls, at }: Expression): Bound {
    if (from.kind === 'path') binder.paths.push({ path: from.path, offset: source.offsetOf(at) })
    // The same expression again is worked out once.
    const written = JSON.stringify([from, calls.map(({ name, args }) => [name, args])])
    const index = binder.expressions.get(written) ?? binder.expressions.size
    binder.expressions.set(written, index)
    const keeps = from.kind === 'path' && keptPaths.has(from.path.join('.'))
    return { index, source: from, filters: calls.flatMap(bindFilter), keeps }
  }

  function bindFilter({ name, args, at }: Call): Bound['filters'] {
    const filter = filters.get(name)
    if (!filter) {
      fail(`There is no filter “${name}”. There are: ${[...filters.keys()].join(', ')}.`, at)
      return []
    }
    const apply = filter.make(args)
    if (!apply) {
      fail(`The filter ${name} is not written like this. Write it as in ${filter.example}.`, at)
      return []
    }
    return [{ apply, cost: filter.cost }]
  }
}
