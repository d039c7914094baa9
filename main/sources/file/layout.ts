import type { MappingFormat } from '../../../preload/contract/mapping.ts'
import type { Place, Splitter } from './part.ts'
import { splitLines } from './split-lines.ts'
import { splitValues } from './split-values.ts'

/** Bytes at the beginning of a file by which its layout is known. */
export const headBytes = 64 * 1024

/** How the parts of a file are laid out. `from`: where the first may begin. */
export type Layout = { kind: 'lines' | 'list' | 'values'; from: Place } | { kind: 'unreadable'; problem: string }

/** By the beginning of a file: a JSON list, JSON values over several lines, or a part on each line (NDJSON, CEF, LEEF). */
export function layoutOf(head: Uint8Array, format: MappingFormat): Layout {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    return { kind: 'unreadable', problem: 'It is written in UTF-16. Save the file as UTF-8.' }
  if (head.subarray(0, 4096).includes(0)) return { kind: 'unreadable', problem: 'This is no text file.' }
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const start = hasMark ? 3 : 0
  const lines = { kind: 'lines' as const, from: { position: start, line: 1 } }
  if (format !== 'json') return lines
  const text = new TextDecoder().decode(head.subarray(start))
  const blank = /^[ \t\r\n]*/.exec(text)?.[0] ?? ''
  const first = text.charAt(blank.length)
  const line = blank.split('\n').length
  if (first === '[') return { kind: 'list', from: { position: start + blank.length + 1, line } }
  if (first !== '{' || hasWholeLine(text.slice(blank.length))) return lines
  return { kind: 'values', from: { position: start + blank.length, line } }
}

/** In NDJSON an object ends on the line it begins; one line that is cut off or broken does not hide that. */
function hasWholeLine(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim())
  if (lines.length === 1) return true
  return lines
    .slice(0, 3)
    .some((line, index) => line.startsWith('{') && line.endsWith('}') && (index === 0 || isObject(line)))
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object'
  } catch {
    return false
  }
}

export function openSplitter(kind: 'lines' | 'list' | 'values', from: Place): Splitter {
  return kind === 'lines' ? splitLines(from) : splitValues(from, kind === 'list')
}

/** Whether a file of that layout looks finished by its last bytes: a writer that is still at it leaves half a part. */
export function looksWhole(kind: 'lines' | 'list' | 'values', tail: Uint8Array, format: MappingFormat): boolean {
  const text = new TextDecoder().decode(tail)
  const end = text.trimEnd()
  switch (kind) {
    case 'list':
      return end.endsWith(']')
    case 'values':
      return end.endsWith('}')
    case 'lines':
      return /[\r\n]$/.test(text) || (format === 'json' && isObject(end.slice(end.lastIndexOf('\n') + 1)))
  }
}
