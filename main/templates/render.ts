import type { Template } from './compile.ts'
import type { Json } from './json.ts'
import { type Evaluated, mostOutput, type Rules, startEvaluating } from './pass.ts'

export type Rendered =
  | { kind: 'rendered'; tree: Json; shortened: boolean }
  | { kind: 'too_large' }
  | { kind: 'missing' }

/** What one render can be told: `cap`, most characters of a value; `room`, of all texts; `values`, of an earlier pass. */
export type Allowance = { cap?: number; room?: number; values?: Evaluated }

/** The body's tree. Never throws; `too_large` where its texts have more characters than there is
 * room for; `missing` where the whole template is one expression, and that has no value. */
export function render(
  template: Template,
  context: Json,
  rules: Rules,
  { cap = Infinity, room = mostOutput, values = startEvaluating() }: Allowance = {},
): Rendered {
  const pass = { context, rules, cap, room, values, path: [], shortened: false, trimmed: new Map<object, Json>() }
  const tree = template.run(pass)
  if (pass.room < 0) return { kind: 'too_large' }
  if (tree === undefined) return { kind: 'missing' }
  return { kind: 'rendered', tree, shortened: pass.shortened || values.work < 0 }
}
