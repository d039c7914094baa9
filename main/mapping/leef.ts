import type { Json } from '../templates/json.ts'
import { setOwn } from '../templates/set-own.ts'
import type { ReadLine } from './cef.ts'

const headerNames = ['leefVersion', 'vendor', 'product', 'version', 'eventId']

/**
 * One line of LEEF 1.0 or 2.0 (IBM's guide), with or without a syslog header before it. Attributes are separated by a
 * tab, or in 2.0 by the character that the sixth part of the header names, as itself or as x5E or 0x5E. Nothing is escaped.
 */
export function readLeef(line: string): ReadLine {
  const begin = line.search(/\bLEEF:\s*[12]/)
  if (begin === -1) return { problem: 'This is no LEEF: it has no LEEF:1.0| or LEEF:2.0| at its beginning.' }
  const parts = line.slice(begin + 'LEEF:'.length).split('|')
  if (parts.length < headerNames.length)
    return { problem: `Its LEEF header has ${parts.length} of 5 parts. Each ends with a |.` }
  const record: { [key: string]: Json } = {}
  for (const [index, name] of headerNames.entries()) setOwn(record, name, (parts[index] ?? '').trim())
  const { separator, from } = separatorOf(parts)
  for (const attribute of parts.slice(from).join('|').split(separator)) {
    const equals = attribute.indexOf('=')
    const name = attribute.slice(0, Math.max(0, equals)).trim()
    if (name !== '') setOwn(record, name, attribute.slice(equals + 1).trim())
  }
  return { record }
}

/** What separates attributes, and at which part they begin. */
function separatorOf(parts: readonly string[]): { separator: string; from: number } {
  const none = { separator: '\t', from: headerNames.length }
  const named = parts[headerNames.length] ?? ''
  if (!parts[0]?.trim().startsWith('2') || parts.length <= headerNames.length + 1) return none
  const code = /^0?x([\da-f]{1,4})$/i.exec(named.trim())?.[1]
  if (code !== undefined) return { separator: String.fromCharCode(Number.parseInt(code, 16)), from: none.from + 1 }
  if (named === '') return { ...none, from: none.from + 1 }
  // Some writers leave the sixth part out: then this is the first attribute already, with a | in it.
  return named.length === 1 ? { separator: named, from: none.from + 1 } : none
}
