import type { Problem } from '../preload/contract/changes.ts'
import type { Settings } from '../preload/contract/settings.ts'
import { backupProblem, storageProblem } from './storage-trouble.ts'
import type { Clock } from './engine/effects.ts'
import { openBackUp } from './ledger/back-up.ts'
import { openBelievedTime } from './ledger/believed-time.ts'
import { openLettingGo } from './ledger/let-go.ts'
import type { Ledger } from './ledger/open.ts'
import { prune } from './ledger/prune.ts'
import type { Job, JobEnd } from './ledger/thread-job.ts'
import { openUpkeep } from './ledger/upkeep.ts'
import type { Log } from './log.ts'

/** While the ledger can't be written, it is tried this often whether it can again. */
const probeMs = 5000

type Effects = {
  ledger: Ledger
  path: string
  clock: Clock
  settings: () => Settings['retention']
  log: Log
  run: (job: Job, signal: AbortSignal) => Promise<JobEnd>
  /** The problems are others now. */
  changed: () => void
}

/** What a running ledger needs: backups, pruning, and an eye on whether it can be written. */
export function openLedgerCare({ ledger, path, clock, settings, log, run, changed }: Effects) {
  const closing = new AbortController()
  let backup: Problem | null = null
  let cancel = () => {}

  function setBackup(problem: Problem | null): void {
    if (backup?.next === problem?.next) return
    backup = problem
    changed()
  }

  function probeSoon(): void {
    cancel()
    const fault = ledger.trouble.current()
    if (fault === null || fault === 'damaged' || closing.signal.aborted) return
    cancel = clock.at(clock.now() + probeMs, () => {
      try {
        ledger.probe()
      } catch {
        // Still so: the ledger has noted it.
      }
      probeSoon()
    })
  }

  ledger.trouble.onChange(() => {
    const fault = ledger.trouble.current()
    if (fault === null) log.info('the ledger can be written again')
    else log.warn('the ledger can not be written', { fault })
    changed()
    probeSoon()
  })

  // The first writes and reads, before anybody listened, may have met it.
  if (ledger.trouble.current() !== null) changed()

  const backUp = openBackUp({
    path,
    clock,
    run: (job) => run(job, closing.signal),
    damaged: (what) => {
      log.warn('the ledger does not hold together', { what })
      ledger.trouble.damaged()
    },
    failed: (fault, what) => {
      if (closing.signal.aborted) return
      log.warn('the ledger could not be backed up', { fault, what })
      setBackup(backupProblem(fault))
    },
    written: () => setBackup(null),
  })
  const believe = openBelievedTime({ ledger, clock })
  const letGo = openLettingGo({ ledger, clock })
  const upkeep = openUpkeep({
    clock,
    log,
    tasks: [
      backUp,
      async (open) => {
        if (ledger.trouble.current() === null) await letGo(open)
      },
      async (open) => {
        const believed = await believe(open)
        if (ledger.trouble.current() === null) await prune({ ledger, clock, settings, believed, open })
      },
    ],
  })

  return {
    problems: (): Problem[] => {
      const fault = ledger.trouble.current()
      return [...(fault === null ? [] : [storageProblem(fault)]), ...(backup === null ? [] : [backup])]
    },
    async close(): Promise<void> {
      closing.abort()
      cancel()
      await upkeep.close()
    },
  }
}
