import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '../preload/contract/commands.ts'
import type { RecoveryKind } from '../preload/contract/recovery.ts'
import { Refusal } from './refusal.ts'
import { storageProblem } from './storage-trouble.ts'
import { backupFolder, backupNames } from './ledger/backups.ts'
import { openDatabase } from './ledger/database.ts'
import { faultOf } from './ledger/fault.ts'
import { replaceLedger } from './ledger/replace.ts'
import type { Job, JobEnd } from './ledger/thread-job.ts'

export type Trouble = { kind: Exclude<RecoveryKind, 'none'>; message: string }

type Effects = {
  /** Of ledger.sqlite. */
  path: string
  /** What keeps the ledger from being used now. */
  trouble: () => Trouble | null
  run: (job: Job) => Promise<JobEnd>
  /** Runs `swap` while nobody has the ledger open, then starts with what is there. */
  whileClosed: (swap: () => Promise<void>) => Promise<void>
  now: () => number
}

export type Recovery = ReturnType<typeof makeRecovery>

/** The commands by which a damaged ledger is replaced. They are answered where no other is. */
export function makeRecovery({ path, trouble, run, whileClosed, now }: Effects) {
  async function replace(make: (path: string) => Promise<void>): Promise<void> {
    // SECURITY: only damage may cost the analyst what is in the ledger, whatever the page asks for.
    if (trouble()?.kind !== 'damaged') throw new Refusal('conflict', 'The ledger is not damaged. It was left as it is.')
    try {
      await whileClosed(() => replaceLedger(path, make, now()))
    } catch (error) {
      const fault = faultOf(error)
      if (fault === null) throw error
      const { next } = storageProblem(fault)
      throw new Refusal('unavailable', `The damaged ledger could not be replaced; it is where it was. ${next}`)
    }
  }

  return {
    'recovery.look': async () => {
      const found = trouble()
      if (!found) return { kind: 'none', message: '', backups: [] }
      const end = found.kind === 'damaged' ? await run({ kind: 'list backups', path }) : null
      return { kind: found.kind, message: found.message, backups: end?.kind === 'done' ? end.backups : [] }
    },
    'recovery.restore': async ({ name }) => {
      const backup = join(backupFolder(path), name)
      if (!backupNames(backupFolder(path)).includes(name))
        throw new Refusal('missing', 'This backup is not there any more. Choose another one.')
      const { kind } = await run({ kind: 'check', path: backup })
      if (kind !== 'done')
        throw new Refusal('unavailable', 'This backup can’t be read whole. Nothing was changed. Choose another one.')
      await replace((to) => copyFile(backup, to))
      return {}
    },
    'recovery.startEmpty': async () => {
      await replace(async (to) => openDatabase(to, { anew: true }).close())
      return {}
    },
  } satisfies Pick<Handlers, Extract<keyof Handlers, `recovery.${string}`>>
}
