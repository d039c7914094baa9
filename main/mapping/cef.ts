import type { Json } from '../templates/json.ts'
import { setOwn } from '../templates/set-own.ts'

export type Record = { [key: string]: Json }

/** The fields of one line, or why it is none of that format. */
export type ReadLine = { record: Record } | { problem: string }

const headerNames = [
  'cefVersion',
  'deviceVendor',
  'deviceProduct',
  'deviceVersion',
  'deviceEventClassId',
  'name',
  'severity',
]

/**
 * One line of CEF (ArcSight Common Event Format, version 0 and 1), with or without a syslog header before it. In the
 * header `\|` and `\\` are escaped, in the extension `\=`, `\\`, `\n` and `\r`; what else has a backslash keeps it.
 */
export function readCef(line: string): ReadLine {
  const begin = line.search(/\bCEF:\s*\d/)
  if (begin === -1) return { problem: 'This is no CEF: it has no CEF:0| at its beginning.' }
  const { parts, rest } = splitHeader(line.slice(begin + 'CEF:'.length))
  if (parts.length < headerNames.length)
    return { problem: `Its CEF header has ${parts.length} of 7 parts. Each but the last ends with a |.` }
  const record: Record = {}
  for (const [index, name] of headerNames.entries()) setOwn(record, name, (parts[index] ?? '').trim())
  for (const [name, value] of extensions(rest)) setOwn(record, name, value)
  return { record }
}

/** The seven parts of the header, unescaped, and what is behind the last of them. */
function splitHeader(text: string): { parts: string[]; rest: string } {
  const parts: string[] = []
  let part = ''
  let at = 0
  for (; at < text.length && parts.length < headerNames.length; at += 1) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\\' && (next === '|' || next === '\\')) {
      part += next
      at += 1
    } else if (char === '|') {
      parts.push(part)
      part = ''
    } else part += char
  }
  // Without an extension the last | is often left out.
  if (parts.length === headerNames.length - 1) parts.push(part)
  return { parts, rest: text.slice(at) }
}

/** A value goes on to the next ` name=`, so it may have spaces in it. */
function extensions(text: string): [string, string][] {
  const names = [...text.matchAll(/(?:^|\s)([\w.[\]-]{1,200})=/g)]
  return names.map(({ 0: all, 1: name = '', index }, at) => {
    const value = text.slice(index + all.length, names[at + 1]?.index ?? text.length)
    return [name, unescapeValue(value.trim())]
  })
}

const unescapeValue = (text: string): string =>
  text.replace(/\\([=\\nr|])/g, (_all, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : char))
