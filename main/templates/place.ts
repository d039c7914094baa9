import { type Bound, evaluate, evaluateText } from './evaluate.ts'
import { findCap } from './fit.ts'
import type { Json } from './json.ts'
import type { Pass } from './pass.ts'
import { cut } from './text.ts'
import { placeWhole } from './whole.ts'

/** Longest link or id that is never shortened, with room for what filters put around it. */
const mostKept = 2048 + 64

/** A value in a text. `fixed`: never shortened. */
type Value = { text: string; fixed: boolean }

/** A leaf that is exactly one expression: its value, as it may stand here; undefined: left out. */
export function placeValue(pass: Pass, expression: Bound): Json | undefined {
  const value = evaluate(pass, expression)
  if (typeof value === 'string') return placeText(pass, value, isKept(pass, expression, value))
  return value === undefined ? undefined : placeWhole(pass, value, (text) => placeText(pass, text))
}

/** A leaf of literals and expressions. */
export function placeMixed(pass: Pass, parts: readonly (string | Bound)[]): string {
  return finish(
    pass,
    parts.map((part) => {
      if (typeof part === 'string') return part
      const value = evaluate(pass, part)
      const text = evaluateText(pass, value)
      return { text, fixed: isKept(pass, part, text) }
    }),
  )
}

const isKept = ({ rules }: Pass, { keeps }: Bound, text: string) =>
  (keeps && text.length <= mostKept) || rules.kept.has(text)

/** One value alone; most of a body's texts are. */
function placeText(pass: Pass, text: string, fixed = pass.rules.kept.has(text)): string {
  // SECURITY: a large value placed thousands of times ends here, not when memory is full.
  if (pass.room < 0) return ''
  const { rules, path } = pass
  if (!fixed && text.length > pass.cap) return finish(pass, [{ text, fixed }])
  const written = rules.escape(wellFormed(text), path)
  const allowed = rules.characters(path)
  if (allowed !== null && written.length > allowed) return finish(pass, [{ text, fixed }])
  pass.room -= written.length
  return written
}

/** Literals stay as they are; values are shortened, then made harmless for their place. */
function finish(pass: Pass, parts: readonly (string | Value)[]): string {
  if (pass.room < 0) return ''
  const { rules, path } = pass
  const write = (cap: number): string => {
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') text += part
      else text += rules.escape(wellFormed(part.fixed ? part.text : cut(part.text, cap)), path)
      if (text.length > pass.room) break
    }
    return text
  }
  let longest = 0
  for (const part of parts) if (typeof part !== 'string' && !part.fixed) longest = Math.max(longest, part.text.length)
  const allowed = rules.characters(path)
  let cap = Math.min(pass.cap, longest)
  let text = write(cap)
  if (allowed !== null && text.length > allowed) {
    cap = findCap(Math.min(cap, allowed), (tried) => write(tried).length <= allowed)
    text = write(cap)
  }
  if (cap < longest) pass.shortened = true
  pass.room -= text.length
  return text
}

/** Half a surrogate pair has no bytes in UTF-8, and stricter receivers refuse the whole body for its escape. */
const wellFormed = (text: string) => (text.isWellFormed() ? text : text.toWellFormed())
