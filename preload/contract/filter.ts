import { z } from 'zod'
import { eventTypeSchema, severitySchema } from './event.ts'

/** Groups in groups, at most. */
const mostNesting = 8
export const mostConditions = 100

/** Fields that go by a short name: which paths they stand for main knows. `*` is each field there is. */
export const fieldShortcuts = ['host', 'user', 'rule', '*'] as const
export type FieldShortcut = (typeof fieldShortcuts)[number]

/**
 * A short name, written as above, or where a value stands in an event: `data.agent.name`, `type`; what is no part of an
 * event itself is looked for in its data. `data.process.*`: each value below. The parts of a list are asked one by one.
 */
export const fieldPathSchema = z
  .string()
  .trim()
  .min(1, 'Name a field, such as data.agent.name.')
  .max(200, 'At most 200 characters.')
const path = fieldPathSchema
const text = z.string().max(1000, 'At most 1000 characters.')

const network = z
  .string()
  .trim()
  .max(64, 'A network has at most 64 characters.')
  .superRefine((value, context) => {
    if (value === '') return context.addIssue({ code: 'custom', message: 'Write a network, such as 10.20.0.0/16.' })
    if (!networkForms.some((form) => form.safeParse(value).success))
      context.addIssue({ code: 'custom', message: unreadableNetwork(value) })
  })
const networkForms = [z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]

export const unreadableNetwork = (value: string): string =>
  `${value} is not a network. Write it like 10.20.0.0/16 or fd00::/8, or one address.`

const conditions = [
  /** The severity of the event is this or worse. */
  z.strictObject({ op: z.literal('severity'), atLeast: severitySchema }),
  /** Texts are compared without regard to case. */
  z.strictObject({ op: z.literal('equals'), path, value: text.min(1, 'Write what it has to be.') }),
  z.strictObject({ op: z.literal('contains'), path, value: text.min(1, 'Write what it has to contain.') }),
  z.strictObject({ op: z.literal('starts'), path, value: text.min(1, 'Write how it has to start.') }),
  z.strictObject({ op: z.literal('ends'), path, value: text.min(1, 'Write how it has to end.') }),
  z.strictObject({
    op: z.literal('in'),
    path,
    values: z.array(text).min(1, 'Write at least one value.').max(500, 'At most 500 values.'),
  }),
  /** An address within a network: 10.20.0.0/16, fd00::/8. */
  z.strictObject({ op: z.literal('cidr'), path, network }),
  z.strictObject({ op: z.literal('exists'), path }),
] as const

const conditionSchema = z.discriminatedUnion('op', conditions, `Groups nest at most ${mostNesting} deep.`)
export type Condition = z.infer<typeof conditionSchema>
export type Group = { op: 'all' | 'any'; of: Filter[] }
export type Filter = Condition | Group | { op: 'not'; of: Filter }

// SECURITY: the schema itself ends, so that no input can make it, or what reads a filter, go deeper.
function shapeOf(nesting: number): z.ZodType<Filter, Filter> {
  if (nesting === 0) return conditionSchema
  const of = shapeOf(nesting - 1)
  return z.discriminatedUnion('op', [
    ...conditions,
    z.strictObject({
      op: z.enum(['all', 'any']),
      of: z
        .array(of)
        .min(1, 'Add a condition, or remove the group.')
        .max(mostConditions, `At most ${mostConditions} conditions.`),
    }),
    z.strictObject({ op: z.literal('not'), of }),
  ])
}

/** Which events of the chosen types a webhook wants. The same language serves the conditions of alert rules. */
export const filterSchema = shapeOf(mostNesting).refine(
  (filter) => countConditions(filter) <= mostConditions,
  `At most ${mostConditions} conditions.`,
)

/** As it is kept. What can't be read keeps no event back, and the webhook says so. */
export const storedFilterSchema = z
  .union([filterSchema, z.strictObject({ op: z.literal('unreadable') })])
  .nullable()
  .default(null)
  .catch(() => ({ op: 'unreadable' as const }))
export type StoredFilter = z.infer<typeof storedFilterSchema>

/** The reason of a Warning, where that is all there is to warn of. */
export const unreadableFilter = "Its filter can't be read, so every event is sent. Edit the webhook."

export function countConditions(filter: Filter): number {
  if (filter.op === 'not') return countConditions(filter.of)
  return filter.op === 'all' || filter.op === 'any'
    ? filter.of.reduce((sum, part) => sum + countConditions(part), 0)
    : 1
}

export const filterCountInputSchema = z.strictObject({
  events: z.array(eventTypeSchema),
  filter: filterSchema.nullable(),
})
/** How many of the last events of these types it would have let through. */
export const filterCountSchema = z.object({ matched: z.number(), of: z.number() })
