import { reply } from '../answers.ts'
import { openFlow, refuse } from './flow.ts'
import type { Simulator } from './simulator.ts'

type Schema = { type: string; properties?: Record<string, Schema>; items?: Schema }

/** "Use sample payload to generate schema": each value's type, nothing required, nothing else forbidden, no null. */
function generateSchema(sample: unknown): Schema {
  if (Array.isArray(sample)) return { type: 'array', items: generateSchema(sample[0] ?? '') }
  if (typeof sample !== 'object' || sample === null)
    return { type: Number.isInteger(sample) ? 'integer' : typeof sample }
  const properties = Object.entries(sample).map(([key, value]) => [key, generateSchema(value)])
  return { type: 'object', properties: Object.fromEntries(properties) }
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value

/** The first mismatch, as Power Automate words it; null: none. */
function mismatch({ type, properties = {}, items }: Schema, value: unknown): string | null {
  if (typeOf(value) !== type) return `Invalid type. Expected ${type} but got ${typeOf(value)}.`
  if (Array.isArray(value)) return items ? firstOf(value.map((item) => mismatch(items, item))) : null
  if (typeof value !== 'object' || value === null) return null
  const given = new Map(Object.entries(value))
  return firstOf(
    Object.entries(properties).map(([key, inner]) => (given.has(key) ? mismatch(inner, given.get(key)) : null)),
  )
}

const firstOf = (found: (string | null)[]) => found.find((text) => text !== null) ?? null

/** A flow without a Response step. `sample`: what its schema was generated from. */
export function simulatePowerAutomate({ sample, token = null }: { sample: unknown; token?: string | null }): Simulator {
  const { url, check, secrets } = openFlow({ token })
  const schema = generateSchema(sample)
  const taken: unknown[] = []
  return {
    url,
    fields: token === null ? {} : { token },
    secrets,
    taken,
    answer: (request) => {
      const refused = check(request)
      if (refused) return refused
      const body: unknown = JSON.parse(request.body)
      const wrong = mismatch(schema, body)
      if (wrong !== null)
        return refuse(
          400,
          'TriggerInputSchemaMismatch',
          `The input body for trigger 'manual' of type 'Request' did not match its schema definition. Error details: '${wrong}'.`,
        )
      taken.push(body)
      return reply(202)
    },
  }
}
