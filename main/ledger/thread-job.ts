import { z } from 'zod'
import { backupNameSchema, backupSchema } from '../../preload/contract/recovery.ts'
import { backupFolder, listBackups } from './backups.ts'
import { type LedgerFault, faultOf } from './fault.ts'
import { quickCheck } from './quick-check.ts'
import { writeBackup } from './write-backup.ts'

/** Work on whole files, too long for the thread that delivers. `check`: does the ledger hold together. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), path: z.string() }),
  z.object({ kind: z.literal('back up'), path: z.string(), name: backupNameSchema }),
  z.object({ kind: z.literal('list backups'), path: z.string() }),
])
export type Job = z.infer<typeof jobSchema>

const faults = ['locked', 'full', 'read-only', 'unreachable', 'damaged'] as const satisfies LedgerFault[]
/** `what` is for the log. `fault` null: a mistake of ours. */
export const jobEndSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), backups: z.array(backupSchema) }),
  z.object({ kind: z.literal('damaged'), what: z.string() }),
  z.object({ kind: z.literal('failed'), fault: z.enum(faults).nullable(), what: z.string() }),
])
export type JobEnd = z.infer<typeof jobEndSchema>

/** Never throws: an error would lose its code on the way between threads. */
export function runJob(job: Job): JobEnd {
  try {
    switch (job.kind) {
      case 'list backups':
        return { kind: 'done', backups: listBackups(backupFolder(job.path)) }
      case 'check':
      case 'back up': {
        // A ledger that is damaged must not take the place of a good backup.
        const what = quickCheck(job.path)
        if (what !== null) return { kind: 'damaged', what }
        if (job.kind === 'back up') writeBackup(job.path, job.name)
        return { kind: 'done', backups: [] }
      }
    }
  } catch (error) {
    return { kind: 'failed', fault: faultOf(error), what: error instanceof Error ? error.message : String(error) }
  }
}
