import { join } from 'node:path'
import type { ChangeMessage, Problem, SecretStorage, ShownScreen, Snapshot } from '../preload/contract/changes.ts'
import { type Answer, makeAnswer, makeRefusingAnswer } from './bridge/answer.ts'
import { openPublisher, type Touched } from './bridge/publish.ts'
import { Refusal } from './bridge/refusal.ts'
import { storageProblem, storageTrouble } from './bridge/storage-trouble.ts'
import { makeHandlers } from './commands/handlers.ts'
import { readChanges } from './commands/read-changes.ts'
import { alwaysUp, type Network, noProxies, type Proxies, type Secrets, systemClock } from './engine/effects.ts'
import { lookupClass } from './engine/guard.ts'
import { openEngine } from './engine/open.ts'
import { openThreadedSender } from './engine/threaded-sender.ts'
import { openLedgerCare } from './ledger-care.ts'
import { toUnusable } from './ledger/database.ts'
import { openLedger } from './ledger/open.ts'
import { runInThread } from './ledger/run-in-thread.ts'
import { LedgerUnusable } from './ledger/unusable.ts'
import type { Log } from './log.ts'
import { makeRecovery, type Trouble } from './recovery.ts'
import type { SettingsStore } from './settings/store.ts'

type Parts = {
  app: Snapshot['app']
  settings: Pick<SettingsStore, 'get' | 'update'>
  secrets: Secrets & { storage: () => SecretStorage }
  problems: () => Problem[]
  log: Log
  network?: Network
  proxies?: Proxies
  sendChanges: (message: ChangeMessage) => void
  copyText: (text: string) => Promise<void>
  showFolder: (path: string) => Promise<void>
}

type Recovery = ReturnType<typeof makeRecovery>
type Running = {
  running: boolean
  /** What keeps the ledger from being used; null where a command may find out for itself. */
  trouble: () => Trouble | null
  answer: Answer
  touch: (touched: Partial<Touched>) => void
  /** Whether a webhook is stored, with its secrets. */
  anythingSealed: () => boolean
  close: () => Promise<void>
}
export type Work = Omit<Running, 'running' | 'trouble'> & {
  /** Has the window go there: at once, or, where its page does not listen yet, once that has its snapshot. */
  show: (screen: ShownScreen, listening: boolean) => void
}

/**
 * Ledger, engine, commands and publishing, put together. No Electron: what it needs of that comes in. Where the ledger
 * can't be opened every command but a recovery is refused with the reason, and each snapshot asked for tries again.
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
  let toShow: ShownScreen | undefined
  let replacing = false

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
      work = startOrRefuse(parts, recovery)
    }
  }

  return {
    answer: async (name, input) => {
      if (!work.running && !replacing && name === 'app.snapshot') work = startOrRefuse(parts, recovery)
      const reply = await work.answer(name, input)
      if (toShow !== undefined && name === 'app.snapshot' && reply.ok) {
        work.touch({ show: toShow })
        toShow = undefined
      }
      return reply
    },
    touch: (touched) => work.touch(touched),
    show: (screen, listening) => {
      if (listening) work.touch({ show: screen })
      else toShow = screen
    },
    anythingSealed: () => work.anythingSealed(),
    close: () => work.close(),
  }
}

const { message, next } = storageProblem('damaged')
const damaged: Trouble = { kind: 'damaged', message: `${message} ${next}` }
const ledgerPath = ({ app }: Parts) => join(app.dataFolder, 'ledger.sqlite')

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
    anythingSealed: () => true,
    close: async () => {},
  }
}

function startWork(parts: Parts, recovery: Recovery): Running {
  const { app, settings, secrets, log, sendChanges, copyText, showFolder } = parts
  const { network = alwaysUp, proxies = noProxies } = parts
  const path = ledgerPath(parts)
  let care: ReturnType<typeof openLedgerCare> | null = null
  let shownProblems = JSON.stringify(parts.problems())
  const ledger = openLedger({
    path,
    onCommit: (touched) => {
      const found = JSON.stringify(parts.problems())
      publisher.touch({ ...touched, problems: found !== shownProblems })
      shownProblems = found
    },
  })
  const sender = openThreadedSender({ note: (what, error) => log.error(what, error) })
  const engine = openEngine({
    ledger,
    clock: systemClock,
    secrets,
    send: sender.send,
    dropIdle: sender.dropIdle,
    network,
    proxies,
    random: Math.random,
    settings: () => settings.get().delivery,
    log,
  })
  const problems = () => [...parts.problems(), ...(care?.problems() ?? [])]
  const publisher = openPublisher({
    send: sendChanges,
    read: (touched) => readChanges({ ledger, clock: systemClock, settings, problems, network }, touched),
    schedule: (run, ms) => systemClock.at(systemClock.now() + ms, run),
    failed: (error) => log.error('changes could not be read', error),
  })
  const stopListening = network.onChange(() => publisher.touch({ network: true }))
  const handlers = makeHandlers({
    ledger,
    engine,
    clock: systemClock,
    network,
    lookupClass,
    secrets,
    settings,
    secretStorage: secrets.storage,
    problems,
    recovery,
    revision: publisher.revision,
    app,
    copyText,
    showFolder,
  })
  try {
    engine.start()
  } catch (error) {
    stopListening()
    sender.close()
    ledger.close()
    throw error
  }
  care = openLedgerCare({
    ledger,
    path,
    clock: systemClock,
    settings: () => settings.get().retention,
    log,
    run: runInThread,
    changed: () => publisher.touch({ problems: true }),
  })
  return {
    running: true,
    trouble: () => (ledger.trouble.current() === 'damaged' ? damaged : null),
    answer: makeAnswer({ handlers, log }),
    touch: publisher.touch,
    anythingSealed: () => ledger.webhooks.all().length > 0,
    close: async () => {
      stopListening()
      publisher.close()
      try {
        await care?.close()
        await engine.close()
      } finally {
        sender.close()
        ledger.close()
      }
    },
  }
}
