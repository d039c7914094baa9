import type { Condition, Filter, Group } from '../../preload/contract/filter.ts'

// A filter as it is looked at: its `not`s belong to what they stand before, and each part knows where it stands.

/** A filter without its `not`s: an even number of them is none. Where it stands is a dotted path of the form. */
export function peel(filter: Filter, path: string): { inner: Condition | Group; negated: boolean; path: string } {
  if (filter.op !== 'not') return { inner: filter, negated: false, path }
  const below = peel(filter.of, `${path}.of`)
  return { ...below, negated: !below.negated }
}

export const isGroup = (filter: Condition | Group): filter is Group => filter.op === 'all' || filter.op === 'any'

/** One part of a group, and where it stands in the form's values. */
export type Part = { filter: Filter; path: string }
export type GroupView = { op: Group['op']; negated: boolean; parts: Part[] }

/** A filter as a group: a single condition is a group of one. */
export function asGroup(filter: Filter | null, path: string): GroupView {
  if (filter === null) return { op: 'all', negated: false, parts: [] }
  const { inner, negated, path: below } = peel(filter, path)
  if (!isGroup(inner)) return { op: 'all', negated: false, parts: [{ filter, path }] }
  const parts = inner.of.map((part, index) => ({ filter: part, path: `${below}.of.${index}` }))
  return { op: inner.op, negated, parts }
}
