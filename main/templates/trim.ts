import type { Json } from './json.ts'
import type { Pass } from './pass.ts'
import { setOwn } from './set-own.ts'
import { cut, isEmpty } from './text.ts'

/** Characters of a whole list or object for each that one text in it may have. */
const perText = 16
/** A longer key is not kept for the sake of what it holds. */
const longestKeptKey = 256

/**
 * A list or object with its texts shortened to the pass's cap, itself to 16 times that. What is nested may take half of
 * what is left, so that one long list leaves room for what follows. The event's id and link stay, wherever they are.
 */
export function trim(pass: Pass, whole: Json): Json {
  if (pass.cap === Infinity || whole === null || typeof whole !== 'object') return whole
  const known = pass.trimmed.get(whole)
  if (known !== undefined) return known
  let left = pass.cap * perText
  const trimInner = (value: Json): Json => {
    if (typeof value === 'string') {
      const text = pass.rules.kept.has(value) ? value : cut(value, pass.cap)
      if (text !== value) pass.shortened = true
      left -= text.length
      return text
    }
    left -= 4
    return value === null || typeof value !== 'object' ? value : trimEntries(value)
  }
  const trimEntries = (value: Json[] | { [key: string]: Json }): Json => {
    const share = value === whole ? left : Math.max(0, left >> 1)
    const rest = left - share
    left = share
    const kept = keptIn(pass, value)
    const items: Json[] = []
    const members: { [key: string]: Json } = {}
    const list = Array.isArray(value)
    for (const [key, inner] of Object.entries(value)) {
      if (left <= key.length && !kept.has(key)) {
        pass.shortened = true
        continue
      }
      left -= key.length
      const trimmed = trimInner(inner)
      // Of a list or object of which nothing is left, not even the brackets are worth their place.
      if (isEmpty(trimmed) && !isEmpty(inner)) continue
      if (list) items.push(trimmed)
      else setOwn(members, key, trimmed)
    }
    left += rest
    return list ? items : members
  }
  const trimmed = trimInner(whole)
  pass.trimmed.set(whole, trimmed)
  return trimmed
}

const none: ReadonlySet<string> = new Set()

/** The keys of a list or object under which a text is that must be kept. */
function keptIn(pass: Pass, value: Json): ReadonlySet<string> {
  if (value === null || typeof value !== 'object') return none
  const known = pass.values.keeps.get(value)
  if (known) return known
  const keys = Object.entries(value)
    .filter(([key, inner]) => {
      const keeps = typeof inner === 'string' ? pass.rules.kept.has(inner) : keptIn(pass, inner).size > 0
      return keeps && key.length <= longestKeptKey
    })
    .map(([key]) => key)
  const kept = keys.length === 0 ? none : new Set(keys)
  pass.values.keeps.set(value, kept)
  return kept
}
