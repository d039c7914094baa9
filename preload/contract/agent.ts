import { z } from 'zod'

export const agentStates = ['offline', 'online'] as const
export const agentStateSchema = z.enum(agentStates)
export type AgentState = z.infer<typeof agentStateSchema>

const seconds = z.int('Write a whole number of seconds.')

/** How long an agent may say nothing before it is offline. */
export const silenceSchema = seconds.min(10, 'At least 10 seconds.').max(7 * 24 * 60 * 60, 'At most 7 days.')
const hourOrLess = seconds.min(0, 'At least 0 seconds.').max(60 * 60, 'At most 1 hour.')

/** What agents are meant, by name or id; `*` stands for any letters, `?` for one. Capitals do not matter. */
const patternSchema = z
  .string()
  .trim()
  .min(1, 'Write a name, or a pattern such as WIN-FIN-*.')
  .max(200, 'At most 200 characters.')

const agentGroupSchema = z.strictObject({ pattern: patternSchema, silenceSeconds: silenceSchema })

export const repeats = ['once', 'daily', 'weekly'] as const

/** Days in which `until` has to come after `from`, where the window comes again. */
const longest = { once: 366, daily: 1, weekly: 7 }

/**
 * A time in which silence is expected. `from` and `until`: ms since 1970, of the first time; it comes again at the same
 * time of day of the workstation.
 */
export const maintenanceSchema = z
  .strictObject({
    pattern: patternSchema,
    from: z.int('Write when it starts.'),
    until: z.int('Write when it ends.'),
    repeat: z.enum(repeats),
  })
  .refine(({ from, until }) => until > from, { path: ['until'], message: 'It has to end after it starts.' })
  .refine(({ from, until, repeat }) => until - from <= longest[repeat] * 24 * 60 * 60 * 1000, {
    path: ['until'],
    message: 'It is longer than the time after which it comes again. Shorten it.',
  })
export type Maintenance = z.infer<typeof maintenanceSchema>

/** How the silence of agents is judged. */
export const agentSettingsSchema = z.strictObject({
  on: z.boolean(),
  silenceSeconds: silenceSchema,
  /** Added to each silence before it is told, so that one that is late by seconds makes no pair of events. */
  holdOffSeconds: hourOrLess,
  /** After start and wake no silence counts for so long. */
  graceSeconds: hourOrLess,
  /** The first that fits an agent holds. */
  groups: z.array(agentGroupSchema).max(100, 'At most 100 groups.'),
  maintenance: z.array(maintenanceSchema).max(100, 'At most 100 windows.'),
})
export type AgentSettings = z.infer<typeof agentSettingsSchema>

/** What has been reporting here. Times in ms since 1970. */
export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: agentStateSchema,
  /** In this state. */
  since: z.number(),
  lastSeenAt: z.number(),
  /** Allowed to it, and where that comes from. */
  silenceSeconds: z.number(),
  silenceFrom: z.enum(['own', 'group', 'default']),
  /** Its silence is expected up to then; null: no maintenance now. */
  maintenanceUntil: z.number().nullable(),
  /** What it last said of itself besides: address, system, … */
  facts: z.record(z.string(), z.string()),
})
export type Agent = z.infer<typeof agentSchema>

export const agentCountsSchema = z.record(agentStateSchema, z.number())
export type AgentCounts = z.infer<typeof agentCountsSchema>

/** Where a page of agents ended; the next begins behind it. */
const agentPlaceSchema = z.strictObject({ state: agentStateSchema, name: z.string(), id: z.string() })

export const agentPageInputSchema = z.strictObject({
  state: agentStateSchema.nullable().default(null),
  /** In the name or the id. */
  search: z.string().max(200).default(''),
  after: agentPlaceSchema.nullable().default(null),
  limit: z.int().min(1).max(200).default(100),
})
