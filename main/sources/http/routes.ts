import { z } from 'zod'
import {
  type EventInput,
  eventInputSchema,
  type FindingInput,
  findingInputSchema,
} from '../../../preload/contract/event.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { makeId } from '../../engine/ids.ts'
import type { SourceParts } from '../source.ts'
import type { Answer } from './answer.ts'
import { byMapping, bySchema } from './read-input.ts'
import type { Item, Written } from './read-items.ts'
import { type Hand, takeAll } from './take.ts'

const source = 'http'

export const heartbeatSchema = z.strictObject({
  /** What people call the agent. */
  name: z.string().trim().min(1).max(200).optional(),
})

/** What takes what is posted to a path. `mayBeEmpty`: a body is not needed. */
export type Route = { take: (items: readonly Item[]) => Promise<Answer>; mayBeEmpty: boolean; written: Written }

type Parts = Pick<SourceParts, 'intake' | 'clock'> &
  Parameters<typeof takeAll>[3] & {
    /** How events are read at this moment; null: as our own shape. */
    mapping: () => Mapping | null
  }

export const writtenFor = (mapping: Mapping | null): Written =>
  mapping === null || mapping.format === 'json' ? 'json' : 'lines'

/** Answers the route of a path; null where there is none. */
export function makeRoutes({ intake, clock, mapping, ...rest }: Parts): (path: string) => Route | null {
  const accept: Hand<EventInput> = async (input) => {
    const { id, duplicate } = await intake.accept(input, source)
    return { id, state: duplicate ? 'known' : 'accepted' }
  }

  const takeFinding: Hand<FindingInput> = (input) => {
    const { severity } = input.data
    return severity === 'critical' || severity === 'high'
      ? accept({ ...input, type: `security.${severity}` })
      : observe(input)
  }

  const observe: Hand<FindingInput> = async ({ id, timestamp, data }) => {
    const now = clock.now()
    const event = { id: id ?? makeId('fnd', now), timestamp: new Date(timestamp ?? now).toISOString(), data }
    await intake.observe({ kind: 'finding', event, source })
    return { id: event.id, state: 'observed' }
  }

  const hear =
    (id: string): Hand<z.infer<typeof heartbeatSchema>> =>
    async ({ name = null }) => {
      await intake.observe({ kind: 'heartbeat', agent: { id, name }, source })
      return { id, state: 'observed' }
    }

  const json = { mayBeEmpty: false, written: 'json' } as const

  /** As it is at the time of a request: saving another mapping needs no restart. */
  function events(): Route {
    const chosen = mapping()
    if (chosen === null) return { ...json, take: (items) => takeAll(items, readEvent, accept, rest) }
    const take: Route['take'] = (items) =>
      takeAll(
        items,
        byMapping(chosen, clock.now()),
        (mapped) => (mapped.kind === 'event' ? accept(mapped.input) : observe(mapped.input)),
        rest,
      )
    return { take, mayBeEmpty: false, written: writtenFor(chosen) }
  }

  return (path) => {
    if (path === '/v1/events') return events()
    if (path === '/v1/findings') return { ...json, take: (items) => takeAll(items, readFinding, takeFinding, rest) }
    const agent = agentOf(path)
    if (agent === null) return null
    return { ...json, take: (items) => takeAll(items, readHeartbeat, hear(agent), rest), mayBeEmpty: true }
  }
}

const readEvent = bySchema(eventInputSchema)
const readFinding = bySchema(findingInputSchema)
const readHeartbeat = bySchema(heartbeatSchema)

/** The agent a heartbeat's path names: 1 to 128 characters, percent-encoded where need be. */
function agentOf(path: string): string | null {
  const [, encoded] = /^\/v1\/agents\/([^/]+)\/heartbeat$/.exec(path) ?? []
  if (encoded === undefined) return null
  try {
    const id = decodeURIComponent(encoded)
    return /^[^\p{Cc}\p{Cs}]{1,128}$/u.test(id) ? id : null
  } catch {
    return null
  }
}
