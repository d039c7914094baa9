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

/**
 * The id of an event that brings none, so that a repeat is known. What says when it happened is the same event in any
 * file, on the same line; what does not may happen again, and is the same only in the same file.
 */
export const partId = (
  key: string,
  { line, text, hasTime }: { line: number; text: string; hasTime: boolean },
): string => `evt_${digest(hasTime ? '' : key, String(line), text)}`
