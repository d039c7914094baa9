import { z } from 'zod'
import { eventInputSchema, type FindingInput, findingInputSchema } from '../../../preload/contract/event.ts'
import { makeId } from '../../engine/ids.ts'
import type { SourceParts } from '../source.ts'
import type { Answer } from './answer.ts'
import type { Item } from './read-items.ts'
import { type Hand, takeAll } from './take.ts'

const source = 'http'

export const heartbeatSchema = z.strictObject({
  /** What people call the agent. */
  name: z.string().trim().min(1).max(200).optional(),
})

/** What takes what is posted to a path. `mayBeEmpty`: a body is not needed. */
export type Route = { take: (items: readonly Item[]) => Promise<Answer>; mayBeEmpty: boolean }

type Parts = Pick<SourceParts, 'intake' | 'clock'> & Parameters<typeof takeAll>[3]

/** Answers the route of a path; null where there is none. */
export function makeRoutes({ intake, clock, ...rest }: Parts): (path: string) => Route | null {
  const accept: Hand<z.infer<typeof eventInputSchema>> = async (input) => {
    const { id, duplicate } = await intake.accept(input, source)
    return { id, state: duplicate ? 'known' : 'accepted' }
  }

  const takeFinding: Hand<FindingInput> = async ({ id, timestamp, data }) => {
    const { severity } = data
    if (severity === 'critical' || severity === 'high')
      return accept({ type: `security.${severity}`, data, ...(id && { id }), ...(timestamp && { timestamp }) })
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

  return (path) => {
    if (path === '/v1/events')
      return { take: (items) => takeAll(items, eventInputSchema, accept, rest), mayBeEmpty: false }
    if (path === '/v1/findings')
      return { take: (items) => takeAll(items, findingInputSchema, takeFinding, rest), mayBeEmpty: false }
    const agent = agentOf(path)
    return agent === null
      ? null
      : { take: (items) => takeAll(items, heartbeatSchema, hear(agent), rest), mayBeEmpty: true }
  }
}

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
