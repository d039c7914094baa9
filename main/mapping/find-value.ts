import type { Json } from '../templates/json.ts'

/**
 * The value at a path of names with dots between them; undefined where there is none. A name may have dots itself, as in
 * documents that Elastic has flattened. Of a list that is passed on the way its first part counts.
 */
export function findValue(from: Json, path: string): Json | undefined {
  return find(from, path.split('.'))
}

function find(from: Json, parts: readonly string[]): Json | undefined {
  if (parts.length === 0) return from
  if (Array.isArray(from)) return from[0] === undefined ? undefined : find(from[0], parts)
  if (from === null || typeof from !== 'object') return undefined
  for (let count = parts.length; count > 0; count -= 1) {
    const name = parts.slice(0, count).join('.')
    // SECURITY: own properties only: `constructor` and `__proto__` of the prototype are just missing.
    const value = Object.hasOwn(from, name) ? from[name] : undefined
    const found = value === undefined ? undefined : find(value, parts.slice(count))
    if (found !== undefined) return found
  }
  return undefined
}
