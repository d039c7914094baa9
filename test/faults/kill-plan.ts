import { z } from 'zod'

/** Where a process dies: the `nth` time it comes by there, counted from 1. */
export const killPoints = [
  'before a commit',
  'after a commit',
  'between commit and send',
  'between answer and settle',
] as const

export const lifeSchema = z.object({
  folder: z.string(),
  /** Events to fire. */
  events: z.number(),
  /** Waits before attempts 2 to 5, seconds. */
  steps: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  death: z.object({ point: z.enum(killPoints), nth: z.number() }).nullable(),
})
/** What a process of a run is told to do. It ends by itself once nothing is left to send. */
export type Life = z.infer<typeof lifeSchema>

export const toldSchema = z.discriminatedUnion('kind', [
  /** Sent once `accept` has answered. */
  z.object({ kind: z.literal('accepted'), event: z.string() }),
  z.object({ kind: z.literal('trouble'), what: z.string() }),
  /** Nothing is left to send. */
  z.object({ kind: z.literal('over') }),
])
export type Told = z.infer<typeof toldSchema>
