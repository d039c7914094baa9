import type { Json } from './json.ts'
import type { Pass } from './pass.ts'
import { trim } from './trim.ts'

/** A copy of a value that is no text by itself, with the texts in it as they may stand at their places. */
export function placeWhole(pass: Pass, value: Json, placeText: (text: string) => string): Json | undefined {
  const copy = (inner: Json): Json | undefined => {
    if (typeof inner === 'string') return placeText(inner)
    pass.room -= 4
    // SECURITY: a large value that is placed thousands of times ends here, not when memory is full.
    if (pass.room < 0) return undefined
    if (inner === null) return pass.rules.takesNull ? null : undefined
    if (typeof inner !== 'object') return inner
    return Array.isArray(inner) ? copyList(inner) : copyObject(inner)
  }
  const copyList = (list: Json[]): Json => {
    const items: Json[] = []
    for (const item of list) {
      pass.path.push(items.length)
      const copied = copy(item)
      pass.path.pop()
      if (copied !== undefined) items.push(copied)
      if (pass.room < 0) break
    }
    return items
  }
  const copyObject = (object: { [key: string]: Json }): Json => {
    const entries: [string, Json][] = []
    for (const [key, inner] of Object.entries(object)) {
      pass.path.push(key)
      const copied = copy(inner)
      pass.path.pop()
      if (copied === undefined) continue
      pass.room -= key.length
      entries.push([key.toWellFormed(), copied])
      if (pass.room < 0) break
    }
    // SECURITY: assigned one by one, a key `__proto__` would change the object's prototype.
    return Object.fromEntries(entries)
  }
  return copy(trim(pass, value))
}
