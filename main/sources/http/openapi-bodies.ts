import { type Mapping, presetNames } from '../../../preload/contract/mapping.ts'
import { mappingSamples } from '../../../preload/contract/mapping-samples.ts'
import { mostItems } from './read-items.ts'
import { writtenFor } from './routes.ts'

type Named = Record<string, { summary: string; value: unknown }>
export type Body = { required: boolean; content: Record<string, object> }

/** One, several, or one a line; without `ndjson` at most one. */
export function bodyOf(schema: object, given: { json: Named; ndjson?: string }): Body {
  const json = (wanted: object) => ({ 'application/json': { schema: wanted, examples: given.json } })
  if (given.ndjson === undefined) return { required: false, content: json(schema) }
  const many = { type: 'array', minItems: 1, maxItems: mostItems, items: schema }
  const lines = { 'application/x-ndjson': { schema: { type: 'string' }, example: given.ndjson } }
  return { required: true, content: { ...json({ oneOf: [schema, many] }), ...lines } }
}

/** Events in another tool's shape: of that only its mapping knows what has to be there. */
export function mappedBody(mapping: Mapping): Body {
  const sample = mappingSamples[mapping.preset]
  if (writtenFor(mapping) === 'lines')
    return { required: true, content: { 'text/plain': { schema: { type: 'string' }, example: `${sample}\n` } } }
  const one = { summary: presetNames[mapping.preset], value: JSON.parse(sample) as unknown }
  return bodyOf({ type: 'object' }, { json: { one }, ndjson: `${sample}\n` })
}

export const mappedWords = ({ preset, format }: Mapping) =>
  `Events are read by the field mapping that was chosen under Sources, made from ${presetNames[preset]}: it says which field becomes which. ${
    format === 'json' ? '' : 'One event a line. '
  }Those too mild to be an event of their own feed alert rules.`
