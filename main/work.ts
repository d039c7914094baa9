import { join } from 'node:path'
import type { ChangeMessage, Problem, SecretStorage, ShownScreen, Snapshot } from '../preload/contract/changes.ts'
import { type Answer, makeAnswer, makeRefusingAnswer } from './bridge/answer.ts'
import { openPublisher, type Touched } from './bridge/publish.ts'
import { Refusal } from './bridge/refusal.ts'
import { storageTrouble } from './bridge/storage-trouble.ts'
import { makeHandlers } from './commands/handlers.ts'
import { readChanges } from './commands/read-changes.ts'
import { openConnect } from './engine/connect.ts'
import { alwaysUp, type Network, noProxies, type Proxies, type Secrets, systemClock } from './engine/effects.ts'
import { lookupClass } from './engine/guard.ts'
import { openEngine } from './engine/open.ts'
import { openSender } from './engine/send.ts'
import { nodeTrust } from './engine/trust.ts'
import { openLedger } from './ledger/open.ts'
import { LedgerUnusable } from './ledger/unusable.ts'
import type { Log } from './log.ts'
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

type Running = {
  answer: Answer
  touch: (touched: Partial<Touched>) => void
  /** Whether a webhook is stored, with its secrets. */
  anythingSealed: () => boolean
  close: () => Promise<void>
}
export type Work = Running & {
  /** Has the window go there: at once, or, where its page does not listen yet, once that has its snapshot. */
  show: (screen: ShownScreen, listening: boolean) => void
}

/**
 * Ledger, engine, commands and publishing, put together. No Electron: what it needs of that comes in. Where the ledger
 * can't be opened every command is refused with the reason, and each snapshot asked for tries again.
 */
export function openWork(parts: Parts): Work {
  let work = startOrRefuse(parts)
  let toShow: ShownScreen | undefined
  return {
    answer: async (name, input) => {
      if (!work.running && name === 'app.snapshot') work = startOrRefuse(parts)
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

function startOrRefuse(parts: Parts): Running & { running: boolean } {
  try {
    return { running: true, ...startWork(parts) }
  } catch (error) {
    const reason = error instanceof LedgerUnusable ? new Refusal('unavailable', error.message) : storageTrouble(error)
    if (!reason) throw error
    parts.log.error('the ledger can not be opened', error)
    const refuse = makeRefusingAnswer(reason)
    const answer: Answer = async (name, input) => {
      // The one thing that helps now: to look at the file.
      if (name !== 'app.showDataFolder') return refuse(name, input)
      await parts.showFolder(parts.app.dataFolder)
      return { ok: true, value: {} }
    }
    return { running: false, answer, touch: () => {}, anythingSealed: () => true, close: async () => {} }
  }
}

function startWork(parts: Parts): Running {
  const { app, settings, secrets, problems, log, sendChanges, copyText, showFolder } = parts
  const { network = alwaysUp, proxies = noProxies } = parts
  let shownProblems = JSON.stringify(problems())
  const ledger = openLedger({
    path: join(app.dataFolder, 'ledger.sqlite'),
    onCommit: (touched) => {
      const found = JSON.stringify(problems())
      publisher.touch({ ...touched, problems: found !== shownProblems })
      shownProblems = found
    },
  })
  const trust = nodeTrust((error) => log.error('the certificate store of the system can not be read', error))
  const sender = openSender({ connect: openConnect({ trust }) })
  const engine = openEngine({
    ledger,
    clock: systemClock,
    secrets,
    send: sender.send,
    network,
    proxies,
    random: Math.random,
    settings: () => settings.get().delivery,
    log,
  })
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
    recovery: {
      'recovery.look': () => ({ kind: 'none', message: '', backups: [] }),
      'recovery.restore': () => ({}),
      'recovery.startEmpty': () => ({}),
    },
    revision: publisher.revision,
    app,
    copyText,
    showFolder,
  })
  try {
    engine.start()
  } catch (error) {
    ledger.close()
    throw error
  }
  return {
    answer: makeAnswer({ handlers, log }),
    touch: publisher.touch,
    anythingSealed: () => ledger.webhooks.all().length > 0,
    close: async () => {
      stopListening()
      publisher.close()
      await engine.close()
      sender.close()
      ledger.close()
    },
  }
}
