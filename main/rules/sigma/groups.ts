import type { Filter } from '../../../preload/contract/filter.ts'

const mostValues = 500

/** Parts that go together; null where there is none. Groups within groups of the same kind are one. */
export function group(op: 'all' | 'any', parts: readonly Filter[]): Filter | null {
  const flat = parts.flatMap((part) => (part.op === op ? part.of : [part]))
  const of = op === 'any' ? mergeEquals(flat) : flat
  const [only] = of
  if (only === undefined) return null
  return of.length === 1 ? only : { op, of }
}

/** The same; null, too, where one of them is: what is left would mean something else. */
export function together(op: 'all' | 'any', parts: readonly (Filter | null)[]): Filter | null {
  const known = parts.filter((part) => part !== null)
  return known.length < parts.length ? null : group(op, known)
}

/** Several values of one field are one condition, as an analyst would write it. */
function mergeEquals(of: readonly Filter[]): Filter[] {
  const merged: Filter[] = []
  for (const part of of) {
    const last = merged.at(-1)
    const before = last?.op === 'equals' ? [last.value] : last?.op === 'in' ? last.values : []
    const joins = part.op === 'equals' && (last?.op === 'equals' || last?.op === 'in') && last.path === part.path
    if (joins && before.length < mostValues)
      merged[merged.length - 1] = { op: 'in', path: part.path, values: [...before, part.value] }
    else merged.push(part)
  }
  return merged
}
