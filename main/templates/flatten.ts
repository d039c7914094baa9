import { mostMade } from './filter.ts'
import type { Json } from './json.ts'
import { setOwn } from './set-own.ts'

/**
 * {agent: {name}} → {agent_name}; lists count: tags_0. Of values that would have the same name, later ones get a number: {a:
 * {b}, a_b} → {a_b, a_b_2}. What is no object or list stays.
 */
export function flatten(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return value
  const flat: { [key: string]: Json } = {}
  // SECURITY: long keys repeated at each depth could make megabytes of a small event.
  let left = mostMade
  // SECURITY: of each name the last number, as counting from 2 each time would take minutes where thousands clash.
  const last = new Map<string, number>()
  const nameOf = (wanted: string): string => {
    let number = last.get(wanted) ?? 1
    let name = wanted
    while (Object.hasOwn(flat, name)) {
      number += 1
      name = `${wanted}_${number}`
    }
    last.set(wanted, number)
    return name
  }
  const add = (prefix: string, inner: Json) => {
    if (left < 0) return
    if (inner === null || typeof inner !== 'object') {
      left -= prefix.length + 1
      setOwn(flat, nameOf(prefix), inner)
      return
    }
    for (const [key, next] of Object.entries(inner)) add(prefix === '' ? key : `${prefix}_${key}`, next)
  }
  add('', value)
  return flat
}

/** Every leaf as text, without nulls. */
export function strings(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(strings).filter((item) => item !== undefined)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const text = strings(inner)
      return text === undefined ? [] : [[key, text]]
    }),
  )
}
