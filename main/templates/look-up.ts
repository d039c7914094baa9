import type { Json } from './json.ts'

/** The value at a path; undefined where there is none. */
export function lookUp(from: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = from
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined
    // SECURITY: own properties only: `constructor` and `__proto__` of the prototype are just missing.
    if (Array.isArray(value)) value = /^\d{1,9}$/.test(key) ? value[Number(key)] : undefined
    else value = Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}
