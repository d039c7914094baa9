import type { Expression } from './expression.ts'
import type { Apply } from './filter.ts'
import type { Json } from './json.ts'
import { lookUp } from './look-up.ts'
import type { Evaluated, Pass } from './pass.ts'
import { textOf } from './text.ts'

/** An expression whose filters are there. `index`: its place among all of its template. */
export type Bound = {
  index: number
  source: Expression['source']
  filters: readonly { apply: Apply; cost: number }[]
  /** It is the event's id or link, whatever filters it goes through. */
  keeps: boolean
}

/** Its value, before it is shortened and escaped; undefined: missing. */
export function evaluate(pass: Pass, { index, source, filters }: Bound): Json | undefined {
  const { values } = pass
  if (values.done[index] !== true) {
    let value: Json | undefined = source.kind === 'quoted' ? source.text : lookUp(pass.context, source.path)
    for (const { apply, cost } of filters) {
      // SECURITY: thousands of filters over one large value would hold up everything else. What is over the
      // budget is missing rather than an error: the alert still goes out.
      if (cost > 0 && !charge(values, value, cost)) {
        value = undefined
        break
      }
      value = apply(value)
    }
    values.results[index] = value
    values.done[index] = true
  }
  return values.results[index]
}

/** The value in a text. A list's or an object's JSON is made once. */
export function evaluateText(pass: Pass, value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return textOf(value)
  const { values } = pass
  let text = values.texts.get(value)
  if (text === undefined) {
    text = charge(values, value, 1) ? textOf(value) : ''
    values.texts.set(value, text)
  }
  return text
}

/** Takes a value's size from the budget; false where less than that is left. */
function charge(values: Evaluated, value: Json | undefined, cost: number): boolean {
  values.work -= sizeOf(values, value) * cost
  return values.work >= 0
}

/** In characters, about. */
function sizeOf(values: Evaluated, value: Json | undefined): number {
  if (typeof value === 'string') return value.length
  if (value === undefined || value === null || typeof value !== 'object') return 8
  const known = values.sizes.get(value)
  if (known !== undefined) return known
  let size = 8
  if (Array.isArray(value)) for (const item of value) size += sizeOf(values, item)
  else for (const [key, inner] of Object.entries(value)) size += key.length + sizeOf(values, inner)
  values.sizes.set(value, size)
  return size
}
