import type { Json } from './json.ts'

/** A template's JSON with where each part was written. `offsetOf(i)`: where character i of a text stands. */
export type Source =
  | { kind: 'text'; text: string; offsetOf: (index: number) => number }
  | { kind: 'literal'; value: null | boolean | number }
  | { kind: 'list'; items: Source[] }
  | { kind: 'object'; entries: Entry[]; offset: number }
export type Entry = { key: string; offsetOf: (index: number) => number; value: Source }

const nowhere = () => 0

/** Of a template that was written in code: nothing in it has a place. */
export function sourceOf(tree: Json): Source {
  if (typeof tree === 'string') return { kind: 'text', text: tree, offsetOf: nowhere }
  if (tree === null || typeof tree !== 'object') return { kind: 'literal', value: tree }
  if (Array.isArray(tree)) return { kind: 'list', items: tree.map(sourceOf) }
  const entries = Object.entries(tree).map(([key, value]) => ({ key, offsetOf: nowhere, value: sourceOf(value) }))
  return { kind: 'object', entries, offset: 0 }
}
