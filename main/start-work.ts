import { openAgentMonitor } from './agents/monitor.ts'
import { makeAnswer } from './bridge/answer.ts'
import { openPublisher } from './bridge/publish.ts'
import { storageProblem } from './storage-trouble.ts'
import { makeHandlers } from './commands/handlers.ts'
import { readChanges } from './commands/read-changes.ts'
import { alwaysUp, noProxies, systemClock } from './engine/effects.ts'
import { lookupClass } from './engine/guard.ts'
import { openEngine } from './engine/open.ts'
import { openThreadedSender } from './engine/threaded-sender.ts'
import { nodeTrust } from './engine/trust.ts'
import { noNotifier } from './notices/notifier.ts'
import { makeOutlook, noOutlook, readOutlook } from './notices/outlook.ts'
import { openNotices } from './notices/open.ts'
import { noMail } from './notices/no-mail.ts'
import { openMailer } from './notices/mail-session.ts'
import { openImports } from './sources/import/imports.ts'
import { openSources } from './sources/index.ts'
import { openLedgerCare } from './ledger-care.ts'
import { openLedger } from './ledger/open.ts'
import { runInThread } from './ledger/run-in-thread.ts'
import type { Recovery, Trouble } from './recovery.ts'
import { openRules } from './rules/open.ts'
import { ledgerPath, type Parts, type Running } from './work-parts.ts'

const noDialog = async () => null

const { message, next } = storageProblem('damaged')
const damaged: Trouble = { kind: 'damaged', message: `${message} ${next}` }

/**
 * Puts ledger, engine, commands, publishing and the care of the ledger together. No Electron: what it needs of that comes
 * in. Throws where the ledger can't be opened, or its first writes fail.
 */
export function startWork(parts: Parts, recovery: Recovery): Running {
  const {
    app,
    settings,
    secrets,
    log,
    sendChanges,
    copyText,
    showFolder,
    chooseFolder = noDialog,
    chooseFile = noDialog,
  } = parts
  const { network = alwaysUp, proxies = noProxies, mailAccounts = noMail, notifier = noNotifier } = parts
  const path = ledgerPath(parts)
  let care: ReturnType<typeof openLedgerCare> | null = null
  let shownProblems = JSON.stringify(parts.problems())
  const ledger = openLedger({
    path,
    onCommit: (touched) => {
      const found = JSON.stringify(parts.problems())
      publisher.touch({ ...touched, problems: found !== shownProblems })
      shownProblems = found
      notices.wake()
    },
  })
  // SECURITY: the ports we listen on. Neither webhooks nor mail go there: what is sent would come in again, without end.
  let ownPorts: readonly number[] = []
  const sender = openThreadedSender({ note: (what, error) => log.error(what, error) })
  const agents = openAgentMonitor({
    ledger,
    clock: systemClock,
    network,
    settings: () => settings.get().agents,
    log,
  })
  const rules = openRules({ ledger, clock: systemClock, network, log })
  const notices = openNotices({
    ledger,
    clock: systemClock,
    network,
    settings: settings.get,
    accounts: mailAccounts,
    mailer: openMailer({
      trust: nodeTrust((error) => log.error('a store of certificates', error)),
      proxies,
      ownPorts: () => ownPorts,
    }),
    notifier,
    log,
    changed: () => publisher.touch({ problems: true }),
  })
  const { mail, desktop } = notices
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
    observers: [agents.observe, rules.observe, mail.observe],
  })
  const problems = () => [...parts.problems(), ...mail.problems(), ...(care?.problems() ?? [])]
  const publisher = openPublisher({
    send: sendChanges,
    read: (touched) =>
      readChanges({ ledger, clock: systemClock, settings, problems, network, sources, mail, desktop }, touched),
    schedule: (run, ms) => systemClock.at(systemClock.now() + ms, run),
    failed: (error) => log.error('changes could not be read', error),
  })
  const sources = openSources({
    intake: engine,
    files: ledger.files,
    clock: systemClock,
    log,
    folder: app.dataFolder,
    version: app.version,
    changed: () => publisher.touch({ sources: true }),
    ownPorts: (ports) => {
      ownPorts = ports
      sender.refusePorts(ports)
    },
  })
  const imports = openImports({ intake: engine, clock: systemClock, folder: app.dataFolder, log })
  const stopListening = network.onChange(() => publisher.touch({ network: true }))
  const handlers = makeHandlers({
    ledger,
    engine,
    agents,
    rules,
    clock: systemClock,
    network,
    lookupClass,
    secrets,
    settings,
    sources,
    imports,
    chooseFolder,
    chooseFile,
    mail,
    desktop,
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
    agents.start(engine.follow)
    notices.start()
    rules.start(engine.follow)
  } catch (error) {
    stopListening()
    void agents.close()
    void notices.close()
    rules.close()
    void engine.close(0)
    sender.close()
    ledger.close()
    throw error
  }
  sources.follow(settings.get().sources)
  care = openLedgerCare({
    ledger,
    path,
    clock: systemClock,
    settings: () => settings.get().retention,
    log,
    run: runInThread,
    changed: () => publisher.touch({ problems: true }),
  })
  const outlook = makeOutlook(
    () => readOutlook(ledger, { network: network.state(), mailed: settings.get().email.enabled, problems: problems() }),
    (error) => {
      log.error('how things stand could not be read', error)
      ledger.trouble.sawReading(error)
    },
  )
  let closed = false
  return {
    running: true,
    trouble: () => (ledger.trouble.current() === 'damaged' ? damaged : null),
    answer: makeAnswer({ handlers, log, failed: ledger.trouble.sawReading }),
    touch: publisher.touch,
    outlook: () => (closed ? noOutlook : outlook()),
    anythingSealed: () => ledger.webhooks.all().length > 0,
    close: async () => {
      closed = true
      stopListening()
      await sources.close()
      await imports.close()
      publisher.close()
      try {
        await care?.close()
        await agents.close()
        await notices.close()
        rules.close()
        await engine.close()
      } finally {
        sender.close()
        ledger.close()
      }
    },
  }
}
