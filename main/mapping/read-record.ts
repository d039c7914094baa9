import type { MappingFormat } from '../../preload/contract/mapping.ts'
import type { Json } from '../templates/json.ts'
import { type ReadLine, readCef } from './cef.ts'
import { readLeef } from './leef.ts'

/** As deep as input may nest. SECURITY: what walks it recursively ends long before the stack does. */
const mostDepth = 64

/** One part of the input (a line, or one JSON value) as fields, or why it can't be read. Never throws. */
export function readRecord(format: MappingFormat, text: string): ReadLine {
  switch (format) {
    case 'cef':
      return readCef(text)
    case 'leef':
      return readLeef(text)
    case 'json':
      return readJson(text)
  }
}

function readJson(text: string): ReadLine {
  let value: Json
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is no JSON: ${error instanceof Error ? error.message : String(error)}.` }
  }
  if (isTooDeep(value)) return { problem: `Its JSON nests more than ${mostDepth} deep. Leave out what no one reads.` }
  return asRecord(value)
}

/** A JSON value, if it has fields. */
export function asRecord(value: Json): ReadLine {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { problem: 'This is JSON, but no object: an event is written { "severity": …, "title": … }.' }
  return { record: value }
}

function isTooDeep(value: Json): boolean {
  let level: Json[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDepth) return true
    level = level.flatMap((part) => (part !== null && typeof part === 'object' ? Object.values(part) : []))
  }
  return false
}
