import { type FieldErrors, get } from 'react-hook-form'

/**
 * What is wrong at a dotted path: the message there, or the first one below it. Of a list it says which line; a path
 * into one of several shapes ("proxy.url") has no type of its own.
 */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const found: unknown = get(errors, path)
  if (typeof found !== 'object' || found === null) return undefined
  if ('message' in found && typeof found.message === 'string') return found.message
  for (const key of Object.keys(found)) {
    if (key === 'ref' || key === 'type' || key === 'root') continue
    const below = errorAt(errors, `${path}.${key}`)
    if (below !== undefined) return Array.isArray(found) ? `Line ${Number(key) + 1}: ${below}` : below
  }
  return undefined
}
