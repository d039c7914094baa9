import type { Sighting } from '../engine/observe.ts'

/** `facts`: what else is said of it; null: nothing. */
export type NamedAgent = { id: string | null; name: string; facts: Record<string, string> | null }

const longest = 200
const mostFacts = 20

/** The agent that a sighting names; null: none. Cut to a length that a list can show. */
export function namedAgent(sighting: Sighting): NamedAgent | null {
  if (sighting.kind === 'heartbeat') return named(sighting.agent.id, sighting.agent.name, null)
  const agent: unknown = sighting.event.data['agent']
  if (typeof agent !== 'object' || agent === null || Array.isArray(agent)) return null
  const said = new Map<string, unknown>(Object.entries(agent))
  const facts = [...said].flatMap(([key, value]) => {
    const text = key === 'id' || key === 'name' || key.length > longest ? null : textOf(value)
    return text === null ? [] : [[key, text] as const]
  })
  return named(said.get('id'), said.get('name'), Object.fromEntries(facts.slice(0, mostFacts)))
}

function named(id: unknown, name: unknown, facts: NamedAgent['facts']): NamedAgent | null {
  const [ownId, ownName] = [textOf(id), textOf(name)]
  const shown = ownName ?? ownId
  return shown === null ? null : { id: ownId, name: shown, facts }
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim().slice(0, longest)
  return text === '' ? null : text
}
