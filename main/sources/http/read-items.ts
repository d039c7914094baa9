import type { Json } from '../../templates/json.ts'
import { type Answer, clip, refuse } from './answer.ts'

export const mostItems = 1000
/** Honest events nest a few levels; what works through them level by level would run out of stack. */
const deepest = 64

/** One of a batch: what it says, or why it can't be read. */
export type Item = { value: Json } | { unreadable: string }
type Form = 'json' | 'ndjson' | 'lines'
/** What a path takes: JSON, or one event a line in a format of its own. */
export type Written = 'json' | 'lines'

// SECURITY: text/plain is what any page may send without being asked, but not with the header the token comes in. It is
// taken only where the analyst has chosen such a format.
const forms: Record<Written, ReadonlyMap<string, Form>> = {
  json: new Map([
    ['application/json', 'json'],
    ['application/x-ndjson', 'ndjson'],
    ['application/ndjson', 'ndjson'],
  ]),
  lines: new Map([['text/plain', 'lines']]),
}
const wanted: Record<Written, string> = {
  json: 'application/json or application/x-ndjson',
  lines: 'text/plain with one event a line',
}

/** By the Content-Type. */
export function formOf(contentType: string | undefined, written: Written): Form | Answer {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const form = forms[written].get(type.trim())
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='))
  if (form !== undefined && (charset === undefined || /charset="?utf-?8"?\s*$/.test(charset))) return form
  const given = contentType === undefined ? 'no Content-Type' : `the Content-Type ${clip(contentType)}`
  return refuse(415, `The request has ${given}.`, `Send ${wanted[written]}, as UTF-8.`, {
    accept: [...forms[written].keys()].slice(0, 2).join(', '),
  })
}

/** One value, a list of them, or one a line. */
export function readItems(text: string, form: Form): Item[] | Answer {
  const items = form === 'json' ? readJson(text) : linesOf(text).map(form === 'ndjson' ? parse : (value) => ({ value }))
  if (!Array.isArray(items)) return items
  if (items.length === 0) return refuse(400, 'There is nothing in the body.', 'Send at least one.')
  if (items.length > mostItems)
    return refuse(413, `There are ${items.length} in the body.`, `Send at most ${mostItems} at a time.`)
  return items
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

function readJson(text: string): Item[] | Answer {
  const whole = parse(text)
  if ('unreadable' in whole)
    return refuse(
      400,
      whole.unreadable,
      'Send one JSON object, an array of them, or one a line as application/x-ndjson.',
    )
  return Array.isArray(whole.value) ? whole.value.map((value) => ({ value })) : [whole]
}

function parse(text: string): Item {
  try {
    const value: Json = JSON.parse(text)
    return isDeeper(value, deepest) ? { unreadable: `It is nested deeper than ${deepest} levels.` } : { value }
  } catch (error) {
    return { unreadable: `It is not JSON: ${clip(error instanceof Error ? error.message : String(error))}` }
  }
}

function isDeeper(value: Json, levels: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
