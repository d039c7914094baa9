import type { Json } from './json.ts'
import { setOwn } from './set-own.ts'

/** Deeper than any event is; a body nested deeper is refused by most receivers. */
export const mostDepth = 64

/**
 * A value as JSON can say it. What JSON can't say, and what is nested deeper than 64, is undefined.
 * SECURITY: with the depth bounded, nothing that walks through a value can overflow the stack.
 */
export function toJson(value: unknown, depth = mostDepth): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || depth === 0) return undefined
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth - 1)).filter((item) => item !== undefined)
  const object: { [key: string]: Json } = {}
  for (const [key, inner] of Object.entries(value)) {
    const json = toJson(inner, depth - 1)
    if (json !== undefined) setOwn(object, key, json)
  }
  return object
}
