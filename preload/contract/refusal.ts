import { z } from 'zod'
import { addressClassSchema } from './outcome.ts'

/**
 * Why main answers a command with "no". `invalid`: the input is wrong, `fields` says where. `missing`: the thing is
 * gone. `conflict`: its state does not allow it. `unavailable`: the workstation can't do it now. `internal`: our bug.
 */
export const refusalSchema = z.object({
  code: z.enum(['invalid', 'missing', 'conflict', 'unavailable', 'weak-secrets', 'internal']),
  /** Cause and next step, in words for the analyst. */
  message: z.string(),
  /** Dotted path of a field → message to show at it. */
  fields: z.record(z.string(), z.string()).optional(),
  /** Where the receiver leads now: refused until that is agreed to. */
  leadsTo: addressClassSchema.optional(),
})
export type RefusalBody = z.infer<typeof refusalSchema>

export type Reply<T> = { ok: true; value: T } | { ok: false; refusal: RefusalBody }
