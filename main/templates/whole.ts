import type { Json } from './json.ts'
import type { Pass } from './pass.ts'
import { setOwn } from './set-own.ts'
import { trim } from './trim.ts'

/** A copy of a value that is no text by itself, with the texts in it as they may stand at their places. */
export function placeWhole(pass: Pass, value: Json, placeText: (text: string) => string): Json | undefined {
  const copy = (inner: Json): Json | undefined => {
    if (typeof inner === 'string') return placeText(inner)
    pass.room -= 4
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
    const copies: { [key: string]: Json } = {}
    for (const key of Object.keys(object)) {
      const inner = object[key]
      if (inner === undefined) continue
      pass.path.push(key)
      const copied = copy(inner)
      pass.path.pop()
      if (copied === undefined) continue
      pass.room -= key.length
      setOwn(copies, key.toWellFormed(), copied)
      if (pass.room < 0) break
    }
    return copies
  }
  return copy(trim(pass, value))
}
