import type { Clock } from '../engine/effects.ts'
import { backupFolder, backupNames, dailyName } from './backups.ts'
import type { LedgerFault } from './fault.ts'
import type { Job, JobEnd } from './thread-job.ts'

type Effects = {
  path: string
  clock: Pick<Clock, 'now'>
  run: (job: Job) => Promise<JobEnd>
  /** The ledger itself does not hold together. */
  damaged: (what: string) => void
  /** `fault` null: a mistake of ours. */
  failed: (fault: LedgerFault | null, what: string) => void
  written: () => void
}

/**
 * One backup a day, once the ledger is known to be whole: the day is over when a file is named by it. On a day that has
 * its backup already only the first time looks whether the ledger holds together.
 */
export function openBackUp({ path, clock, run, damaged, failed, written }: Effects) {
  let checked = false
  return async (): Promise<void> => {
    const name = dailyName(clock.now())
    const due = !backupNames(backupFolder(path)).includes(name)
    if (!due && checked) return
    const end = await run(due ? { kind: 'back up', path, name } : { kind: 'check', path })
    switch (end.kind) {
      case 'damaged':
        return damaged(end.what)
      case 'failed':
        return failed(end.fault, end.what)
      case 'done':
        checked = true
        return due ? written() : undefined
    }
  }
}
