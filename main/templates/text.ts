import type { Json } from './json.ts'

/** A value as it stands in a text. Missing and null are ''. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** At most `most` characters (UTF-16), the last of them … where something was cut. Never half a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  if (most < 1) return ''
  const splits = /[\ud800-\udbff]/.test(text.charAt(most - 2))
  return `${text.slice(0, splits ? most - 2 : most - 1)}…`
}

/** Missing, null, '' or an empty list or object. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && (Array.isArray(value) ? value : Object.keys(value)).length === 0
}
