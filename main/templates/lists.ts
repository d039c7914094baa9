import { type Apply, mostMade } from './filter.ts'
import { isObject, type Json } from './json.ts'
import { textOf } from './text.ts'

/** The values of a list in one text, missing ones left out; what is no list, as text. */
export const joinWith =
  (separator: string): Apply =>
  (value) => {
    if (!Array.isArray(value)) return value === undefined || value === null ? undefined : textOf(value)
    let joined = ''
    for (const item of value) {
      if (item === null || item === '') continue
      joined += joined === '' ? textOf(item) : separator + textOf(item)
      // SECURITY: a long separator between many short values could make gigabytes.
      if (joined.length > mostMade) break
    }
    return joined
  }

export const first: Apply = (value) => (Array.isArray(value) ? value[0] : value)
export const last: Apply = (value) => (Array.isArray(value) ? value.at(-1) : value)

export const without =
  (keys: readonly string[]): Apply =>
  (value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value

/** Reads "critical=1, high=2, *=3"; null where a part is not name=value. */
export function mapBy(table: string): Apply | null {
  const values = new Map<string, string>()
  for (const part of table.split(',')) {
    const at = part.indexOf('=')
    if (at === -1) return null
    values.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  return (value: Json | undefined) => values.get(textOf(value)) ?? values.get('*')
}
