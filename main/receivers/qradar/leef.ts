import { isObject, type Json } from '../../templates/json.ts'
import { textOf } from '../../templates/text.ts'

/** Most characters of an EventID (IBM's LEEF guide). */
const longestId = 255

/**
 * One line of LEEF 2.0 with tabs between its attributes. `event_id` of the tree goes into the header, its other
 * values become attributes under their own names, each once.
 */
export function writeLeef(tree: Json, type: string): string {
  const { event_id = type, ...values } = isObject(tree) ? tree : { msg: tree }
  const attributes = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    // What separates names from values, and attributes from each other, is in no name.
    const key = name.replace(/[^\w.-]/g, '_')
    const text = onOneLine(textOf(value))
    if (key !== '' && text !== '' && !attributes.has(key)) attributes.set(key, text)
  }
  // A pipe ends a part of the header, and nothing escapes it.
  const id = onOneLine(textOf(event_id)).replaceAll('|', '_').slice(0, longestId)
  const header = ['LEEF:2.0', 'Castellan', 'Castellan Webhooks', '1.0', id, 'x09', '']
  return header.join('|') + [...attributes].map(([key, text]) => `${key}=${text}`).join('\t')
}

/** SECURITY: a tab would begin an attribute of its own, a line break an event. Old parsers break lines at more than \n. */
const onOneLine = (text: string) =>
  text
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/\p{Cc}/gu, '\ufffd')
    .trim()
