import type { Json } from '../templates/json.ts'
import { setOwn } from '../templates/set-own.ts'

export type Fields = { [key: string]: Json }

/** Puts a value at a path, and makes the objects on the way. What stood in that way is kept beside it, as `<name>_was`. */
export function putValue(into: Fields, path: readonly string[], value: Json): void {
  let at = into
  for (const name of path.slice(0, -1)) {
    const there = Object.hasOwn(at, name) ? at[name] : undefined
    if (there !== undefined && there !== null && typeof there === 'object' && !Array.isArray(there)) at = there
    else {
      if (there !== undefined && there !== null) setOwn(at, `${name}_was`, there)
      const made: Fields = {}
      setOwn(at, name, made)
      at = made
    }
  }
  const last = path.at(-1)
  if (last !== undefined) setOwn(at, last, value)
}

/** Takes a single value away that now stands elsewhere; lists and objects say more than was taken of them, and stay. */
export function removeValue(from: Fields, path: string): void {
  const parts = path.split('.')
  for (let count = parts.length; count > 0; count -= 1) {
    const name = parts.slice(0, count).join('.')
    if (!Object.hasOwn(from, name)) continue
    const value = from[name]
    if (count === parts.length) {
      if (value === null || typeof value !== 'object') delete from[name]
      return
    }
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) continue
    removeValue(value, parts.slice(count).join('.'))
    if (Object.keys(value).length === 0) delete from[name]
    return
  }
}
