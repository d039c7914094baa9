import type { Shown } from '../preload/contract/changes.ts'
import { makeRefusingAnswer } from './bridge/answer.ts'
import { Refusal } from './refusal.ts'
import { storageTrouble } from './storage-trouble.ts'
import { systemClock } from './engine/effects.ts'
import { toUnusable } from './ledger/database.ts'
import { runInThread } from './ledger/run-in-thread.ts'
import { LedgerUnusable } from './ledger/unusable.ts'
import { noOutlook } from './notices/outlook.ts'
import { makeRecovery, type Recovery, type Trouble } from './recovery.ts'
import { startWork } from './start-work.ts'
import { ledgerPath, type Parts, type Running } from './work-parts.ts'

export type Work = Omit<Running, 'running' | 'trouble'> & {
  /** Has the window go there: at once, or, where its page does not listen yet, once that has its snapshot. */
  show: (place: Shown) => void
  /** The page begins to load: it listens no more, or not yet. */
  pageLoads: () => void
}

/**
 * The work behind the window, whatever the ledger is like: where it can't be opened every command but a recovery is
 * refused with the reason, and each snapshot asked for tries again.
 */
export function openWork(parts: Parts): Work {
  const recovery = makeRecovery({
    path: ledgerPath(parts),
    trouble: () => work.trouble(),
    run: runInThread,
    whileClosed,
    now: systemClock.now,
  })
  let work = startOrRefuse(parts, recovery)
  let toShow: Shown | undefined
  let listening = false
  let replacing = false

  function startAgain(): void {
    work = startOrRefuse(parts, recovery)
    if (work.running) parts.outlookChanged?.()
  }

  async function whileClosed(swap: () => Promise<void>): Promise<void> {
    if (replacing) throw new Refusal('conflict', 'The ledger is being replaced already. Wait a moment.')
    replacing = true
    try {
      const before = work
      work = refuseAll(parts, recovery, { kind: 'locked', message: 'The ledger is being replaced. Wait a moment.' })
      // What is damaged may fail to close, too.
      await before.close().catch((error: unknown) => parts.log.error('the ledger could not be closed', error))
      await swap()
    } finally {
      replacing = false
      startAgain()
    }
  }

  return {
    answer: async (name, input) => {
      if (!work.running && !replacing && name === 'app.snapshot') startAgain()
      const reply = await work.answer(name, input)
      if (name === 'app.snapshot' && reply.ok) {
        // It listened before it asked.
        listening = true
        if (toShow !== undefined) work.touch({ show: toShow })
        toShow = undefined
      }
      return reply
    },
    touch: (touched) => work.touch(touched),
    outlook: () => work.outlook(),
    show: (place) => {
      if (listening && work.running) work.touch({ show: place })
      else toShow = place
    },
    pageLoads: () => {
      listening = false
    },
    anythingSealed: () => work.anythingSealed(),
    close: () => work.close(),
  }
}

function startOrRefuse(parts: Parts, recovery: Recovery): Running {
  try {
    return startWork(parts, recovery)
  } catch (error) {
    if (!(error instanceof LedgerUnusable) && !storageTrouble(error)) throw error
    parts.log.error('the ledger can not be opened', error)
    return refuseAll(parts, recovery, toUnusable(error, ledgerPath(parts)))
  }
}

/** What helps now is answered: to look at the file, and to replace it where it is damaged. */
function refuseAll(parts: Parts, recovery: Recovery, trouble: Trouble): Running {
  const answer = makeRefusingAnswer(new Refusal('unavailable', trouble.message), {
    handlers: { ...recovery, 'app.showDataFolder': () => parts.showFolder(parts.app.dataFolder).then(() => ({})) },
    log: parts.log,
  })
  return {
    running: false,
    trouble: () => trouble,
    answer,
    touch: () => {},
    outlook: () => noOutlook,
    anythingSealed: () => true,
    close: async () => {},
  }
}
