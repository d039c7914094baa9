import { z } from 'zod'

/** Where a process dies: the `nth` time it comes by there, counted from 1. */
export const killPoints = [
  'before a commit',
  'after a commit',
  'between commit and send',
  'between answer and settle',
] as const

/** What the analyst does to a webhook while events flow. */
export const clicks = ['disable', 'remove', 'enable', 'restore', 'send held', 'rotate'] as const

const clickSchema = z.object({
  /** Once so many events were accepted. */
  after: z.number(),
  webhook: z.string(),
  what: z.enum(clicks),
  /** Of an enabling: whether what was held goes on. */
  resume: z.boolean(),
})
export type Click = z.infer<typeof clickSchema>

export const lifeSchema = z.object({
  folder: z.string(),
  webhooks: z.array(z.string()),
  /** Events to fire. */
  events: z.number(),
  /** Waits before attempts 2 to 5, seconds. */
  steps: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  clicks: z.array(clickSchema),
  /** Whether what is old goes meanwhile; a moment is old then. */
  prunes: z.boolean(),
  death: z.object({ point: z.enum(killPoints), nth: z.number() }).nullable(),
  /** Quits in the middle, once so many events were accepted. */
  quitsAfter: z.number().nullable(),
})
/** What a process of a run is told to do. It ends by itself once nothing is left to send. */
export type Life = z.infer<typeof lifeSchema>

const factsSchema = z.object({
  id: z.string(),
  disabledAt: z.number().nullable(),
  disabledBy: z.enum(['user', 'gone', 'exhausted']).nullable(),
  removedAt: z.number().nullable(),
})
/** What a commit left of a webhook. */
export type Facts = z.infer<typeof factsSchema>

export const toldSchema = z.discriminatedUnion('kind', [
  /** What the process found when it began: all webhooks, and all deliveries that are held. */
  z.object({ kind: z.literal('found'), webhooks: z.array(factsSchema), held: z.array(z.string()) }),
  /** What a commit changed of that. */
  z.object({
    kind: z.literal('committed'),
    webhooks: z.array(factsSchema),
    held: z.array(z.string()),
    freed: z.array(z.string()),
  }),
  /** Sent once `accept` has answered. */
  z.object({ kind: z.literal('accepted'), event: z.string() }),
  /** The analyst asks for what is held to be sent; and was told that it is. */
  z.object({ kind: z.literal('releases'), webhook: z.string() }),
  z.object({ kind: z.literal('resumed'), webhook: z.string(), all: z.boolean() }),
  /** A new signing secret is asked for, and is known. `wall`: ms since 1970. */
  z.object({ kind: z.literal('rotates'), webhook: z.string(), wall: z.number() }),
  z.object({ kind: z.literal('signs'), webhook: z.string(), wall: z.number(), secret: z.string() }),
  z.object({ kind: z.literal('trouble'), what: z.string() }),
  /** Nothing is left to send. */
  z.object({ kind: z.literal('over') }),
])
export type Told = z.infer<typeof toldSchema>
