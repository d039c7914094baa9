import { z } from 'zod'

/** The name of a backup file, and nothing that could be a path. */
export const backupNameSchema = z
  .string()
  .regex(/^ledger-[0-9-]{10}(-before-[0-9]{1,4})?\.sqlite$/, 'This is not the name of a backup.')

/** A good backup, and what is in it. */
export const backupSchema = z.object({
  name: z.string(),
  /** When it was made, ms since 1970. */
  at: z.number(),
  bytes: z.number(),
  webhooks: z.number(),
  events: z.number(),
  deliveries: z.number(),
})
export type Backup = z.infer<typeof backupSchema>

/**
 * What keeps the ledger from being used. `none`: nothing does. `newer`: a newer version of the app wrote it. `locked`:
 * another program holds it. `unreachable`: it can't be read or written where it is. `damaged`: putting back a backup, or
 * starting with an empty ledger, helps; the damaged file is kept aside either way.
 */
export const recoveryKindSchema = z.enum(['none', 'newer', 'locked', 'unreachable', 'damaged'])
export type RecoveryKind = z.infer<typeof recoveryKindSchema>

export const recoverySchema = z.object({
  kind: recoveryKindSchema,
  /** Cause and next step, in words for the analyst; '' where the kind is `none`. */
  message: z.string(),
  /** Newest first; only where the kind is `damaged`. */
  backups: z.array(backupSchema),
})
export type Recovery = z.infer<typeof recoverySchema>

/** The problems (`problems` in changes.ts) the ledger tells of while the app runs. With the second, offer a recovery. */
export const unwritableProblemId = 'ledger.unwritable'
export const damagedProblemId = 'ledger.damaged'
