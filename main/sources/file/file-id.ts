import { createHash } from 'node:crypto'

const digest = (...parts: readonly string[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64url').slice(0, 32)
}

/** What tells a file from others: a file that is dropped again unchanged has the same key, one written anew has not. */
export const fileKey = (
  { name, size, modified }: { name: string; size: number; modified: bigint },
  head: Uint8Array,
): string => digest(name, String(size), String(modified), Buffer.from(head).toString('base64'))

/** The same for a file that is known by all that is in it, wherever it lies and whenever it was written. */
export const contentKey = (name: string, content: string): string => digest('content', name, content)

/** The first bytes of a file of that size. A file that has grown begins with what it was. */
export const beginningOf = (head: Uint8Array, size: number): string => {
  const length = Math.min(size, head.length)
  return `${length}:${digest(Buffer.from(head.subarray(0, length)).toString('base64'))}`
}

/** Whether a file begins with that. */
export function beginsWith(head: Uint8Array, beginning: string): boolean {
  const length = Number.parseInt(beginning, 10)
  return length > 0 && length <= head.length && beginningOf(head, length) === beginning
}

/**
 * The id of an event that brings none, so that a repeat is known. What says when it happened is the same event in any
 * file, on the same line; what does not may happen again, and is the same only in the same file.
 */
export const partId = (
  key: string,
  { line, text, hasTime }: { line: number; text: string; hasTime: boolean },
): string => `evt_${digest(hasTime ? '' : key, String(line), text)}`
