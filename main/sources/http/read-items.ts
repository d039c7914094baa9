import { type Answer, clip, refuse } from './answer.ts'

export const mostItems = 1000
/** Honest events nest a few levels; what works through them level by level would run out of stack. */
const deepest = 64

/** One of a batch: what it says, or why it can't be read. */
export type Item = { value: unknown } | { unreadable: string }
type Form = 'json' | 'ndjson'

const forms = new Map<string, Form>([
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
])

/** By the Content-Type; what else a page could send without being asked is not among them. */
export function formOf(contentType: string | undefined): Form | Answer {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const form = forms.get(type.trim())
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='))
  if (form !== undefined && (charset === undefined || /charset="?utf-?8"?\s*$/.test(charset))) return form
  const given = contentType === undefined ? 'no Content-Type' : `the Content-Type ${clip(contentType)}`
  return refuse(415, `The request has ${given}.`, 'Send application/json or application/x-ndjson, as UTF-8.', {
    accept: 'application/json, application/x-ndjson',
  })
}

/** One value, a list of them, or one a line. */
export function readItems(text: string, form: Form): Item[] | Answer {
  const items =
    form === 'ndjson'
      ? text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parse)
      : readJson(text)
  if (!Array.isArray(items)) return items
  if (items.length === 0) return refuse(400, 'There is nothing in the body.', 'Send at least one.')
  if (items.length > mostItems)
    return refuse(413, `There are ${items.length} in the body.`, `Send at most ${mostItems} at a time.`)
  return items
}

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
    const value: unknown = JSON.parse(text)
    return isDeeper(value, deepest) ? { unreadable: `It is nested deeper than ${deepest} levels.` } : { value }
  } catch (error) {
    return { unreadable: `It is not JSON: ${clip(error instanceof Error ? error.message : String(error))}` }
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
