import { join } from 'node:path'
import type { CommandName, Output, RawInput } from '../../preload/contract/commands.ts'
import type { Reply } from '../../preload/contract/refusal.ts'
import type { WebhookDraftInput } from '../../preload/contract/webhook.ts'
import { openAgentMonitor } from '../../main/agents/monitor.ts'
import { makeAnswer } from '../../main/bridge/answer.ts'
import { openPublisher } from '../../main/bridge/publish.ts'
import { makeHandlers } from '../../main/commands/handlers.ts'
import { readChanges } from '../../main/commands/read-changes.ts'
import { noProxies, type Proxies } from '../../main/engine/effects.ts'
import { lookupClass as realLookup } from '../../main/engine/guard.ts'
import { openConnect } from '../../main/engine/connect.ts'
import type { Observer } from '../../main/engine/observe.ts'
import { openRules } from '../../main/rules/open.ts'
import { openEngine } from '../../main/engine/open.ts'
import { openSender, type Send } from '../../main/engine/send.ts'
import { nodeTrust } from '../../main/engine/trust.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { openDesktop } from '../../main/notices/desktop.ts'
import { noNotifier, type Notifier } from '../../main/notices/notifier.ts'
import { noMail } from '../../main/notices/no-mail.ts'
import { openMail } from '../../main/notices/mail.ts'
import type { MailAccounts } from '../../main/notices/mail-account.ts'
import { openMailer } from '../../main/notices/mail-session.ts'
import { openImports } from '../../main/sources/import/imports.ts'
import { openSources } from '../../main/sources/index.ts'
import type { Touched } from '../../main/ledger/touched.ts'
import { sealText, unsealText } from '../../main/settings/seal.ts'
import { type Change, type ChangeMessage, changeMessageSchema } from '../../preload/contract/changes.ts'
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts'
import { type FakeClock, makeFakeClock } from './fake-clock.ts'
import { makeFakeNetwork } from './fake-network.ts'
import { makeTempDir } from './temp-dir.ts'

const trust = nodeTrust()

type Options = {
  clock?: FakeClock
  random?: () => number
  budget?: number
  steps?: Settings['delivery']['retrySteps']
  proxies?: Proxies
  lookupClass?: typeof realLookup
  observers?: readonly Observer[]
  /** Shows notices on the desktop; without it, they wait. */
  notifier?: Notifier
  /** How mail is sent; without them, none is. */
  mailAccounts?: MailAccounts
  mailPatience?: { open: number; send: number }
  /** Looks on at what is sent. */
  watchSend?: (send: Send) => Send
}

export type Workstation = Awaited<ReturnType<typeof openWorkstation>>

/** Main without Electron: the real ledger, engine, commands and publisher, on a fake clock. */
export async function openWorkstation(options: Options = {}) {
  const {
    clock = makeFakeClock(),
    random = () => 0,
    budget,
    steps,
    proxies = noProxies,
    lookupClass = realLookup,
    observers = [],
    mailAccounts,
    notifier,
    mailPatience,
    watchSend = (send) => send,
  } = options
  const network = makeFakeNetwork()
  const folder = makeTempDir()
  const key = new Uint8Array(32).fill(7)
  const copied: string[] = []
  const chosen: { path: string | null } = { path: null }
  const errors: string[] = []
  const messages: ChangeMessage[] = []
  let settings = settingsSchema.parse(steps ? { delivery: { retrySteps: steps } } : {})
  let running = start()

  function start() {
    const pending: (() => void)[] = []
    const ledger = openLedger({
      path: join(folder.path, 'ledger.sqlite'),
      onCommit: (touched: Touched) => {
        publisher.touch(touched)
        if (mailAccounts) mail.wake()
        if (notifier) desktop.wake()
      },
    })
    const secrets = {
      seal: (text: string, context: string) => sealText(key, text, context),
      unseal: (sealed: Uint8Array, context: string) => {
        const text = unsealText(key, sealed, context)
        if (text === null) throw new Error('damaged')
        return text
      },
    }
    const log = {
      info: () => {},
      warn: () => {},
      error: (what: string, error: unknown) => void errors.push(`${what}: ${String(error)}`),
    }
    let ownPorts: readonly number[] = []
    const sender = openSender({ connect: openConnect({ trust, ownPorts: () => ownPorts }) })
    const agents = openAgentMonitor({ ledger, clock, network, settings: () => settings.agents, log })
    const rules = openRules({ ledger, clock, network, log })
    const mail = openMail({
      ledger,
      clock,
      network,
      accounts: mailAccounts ?? noMail,
      mailer: openMailer({
        trust,
        proxies,
        ownPorts: () => ownPorts,
        ...(mailPatience ? { patience: mailPatience } : {}),
      }),
      log,
      changed: () => publisher.touch({ problems: true }),
    })
    const desktop = openDesktop({
      ledger,
      clock,
      settings: () => settings.desktop,
      notifier: notifier ?? noNotifier,
      log,
    })
    const engine = openEngine({
      ledger,
      clock,
      secrets,
      send: watchSend(sender.send),
      dropIdle: sender.dropIdle,
      network,
      proxies,
      random,
      settings: () => settings.delivery,
      log,
      observers: [agents.observe, rules.observe, mail.observe, ...observers],
      ...(budget === undefined ? {} : { budget }),
    })
    const store = {
      get: () => settings,
      update: (patch: object) => (settings = settingsSchema.parse({ ...settings, ...patch })),
    }
    const publisher = openPublisher({
      send: (message) => void messages.push(changeMessageSchema.parse(message)),
      read: (touched) =>
        readChanges({ ledger, clock, settings: store, problems: () => [], network, sources, mail, desktop }, touched),
      schedule: (run) => {
        pending.push(run)
        return () => void pending.splice(pending.indexOf(run), 1)
      },
      failed: (error) => void errors.push(String(error)),
    })
    const sources = openSources({
      intake: engine,
      files: ledger.files,
      clock,
      log,
      folder: folder.path,
      version: '0',
      changed: () => publisher.touch({ sources: true }),
      ownPorts: (ports) => void (ownPorts = ports),
    })
    const imports = openImports({ intake: engine, clock, folder: folder.path, log })
    sources.follow(settings.sources)
    const stopListening = network.onChange(() => publisher.touch({ network: true }))
    const handlers = makeHandlers({
      ledger,
      engine,
      agents,
      rules,
      clock,
      network,
      lookupClass,
      secrets,
      settings: store,
      sources,
      imports,
      chooseFolder: async () => chosen.path,
      chooseFile: async () => chosen.path,
      mail,
      desktop: { ...desktop, settingsChanged: () => notifier && desktop.settingsChanged() },
      secretStorage: () => 'keyring',
      problems: mail.problems,
      recovery: {
        'recovery.look': () => ({ kind: 'none', message: '', backups: [] }),
        'recovery.restore': () => ({}),
        'recovery.startEmpty': () => ({}),
      },
      revision: () => publisher.revision(),
      app: {
        name: 'Castellan Webhooks',
        version: '0',
        electron: '',
        chromium: '',
        node: '',
        platform: '',
        dataFolder: '',
      },
      copyText: async (text) => void copied.push(text),
      showFolder: async () => {},
    })
    const answer = makeAnswer({ handlers, log, checkOutput: true })
    engine.start()
    agents.start(engine.follow)
    rules.start(engine.follow)
    mail.start()
    if (notifier) desktop.start()
    /** What is to be told later is told now. */
    const tell = () => {
      for (let run = pending.shift(); run; run = pending.shift()) run()
    }
    return { ledger, engine, agents, rules, mail, desktop, sender, sources, answer, publisher, tell, stopListening }
  }

  const ask = <N extends CommandName>(name: N, input: RawInput<N>) =>
    running.answer(name, input) as Promise<Reply<Output<N>>>

  async function call<N extends CommandName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    const reply = await ask(name, input)
    if (!reply.ok) throw new Error(`${reply.refusal.code}: ${reply.refusal.message}`)
    return reply.value
  }

  return {
    clock,
    network,
    folder: folder.path,
    copied,
    /** What dialogs of the system answer. */
    chosen,
    errors,
    messages,
    /** The reply as the window gets it. */
    ask,
    /** The value of a reply that must not be a refusal. */
    call,
    ledger: () => running.ledger,
    engine: () => running.engine,
    mail: () => running.mail,
    settings: () => settings,
    sources: () => running.sources,
    /** What the window has been told since the last time. */
    changes: (): Change[] => {
      running.tell()
      return messages.splice(0).flatMap((message) => message.changes)
    },
    idle: () => running.engine.idle(),
    /** Runs the timers that fall due, then waits until nothing is being sent. */
    async pass(ms: number) {
      clock.advance(ms)
      await running.engine.idle()
    },
    /** Adds a webhook; answers its id. */
    async add(draft: Partial<WebhookDraftInput> & { url: string }): Promise<string> {
      const id = `whk_${crypto.randomUUID()}`
      await call('webhooks.create', { id, draft: { name: 'SOAR', events: ['security.critical'], ...draft } })
      return id
    },
    /** Fires one event and waits until everything due is sent. Answers the ids of its deliveries, oldest first. */
    async fire(data: Record<string, unknown> = {}): Promise<string[]> {
      const { data: sample } = await call('events.sample', { type: 'security.critical' })
      const { id } = await call('events.fire', { type: 'security.critical', data: { ...sample, ...data } })
      await running.engine.idle()
      const rows = await call('deliveries.page', { filter: { eventId: id } })
      return rows.map((row) => row.id).toReversed()
    },
    webhook: async (id: string) => {
      const found = (await call('app.snapshot', {})).webhooks.find((webhook) => webhook.id === id)
      if (!found) throw new Error(`no webhook ${id}`)
      return found
    },
    detail: (id: string) => call('deliveries.get', { id }),
    /** Ends as a crash does: nothing is tidied up. Then starts anew on the same folder. */
    restart({ meanwhile = () => {} } = {}) {
      running.stopListening()
      void running.sources.close()
      void running.mail.close(0)
      running.desktop.close()
      void running.agents.close()
      running.rules.close()
      running.ledger.close()
      void running.engine.close(0)
      running.sender.close()
      meanwhile()
      running = start()
    },
    /** Ends as quitting does. The folder stays, to be looked into. */
    async quit() {
      await running.sources.close()
      await running.mail.close()
      running.desktop.close()
      await running.agents.close()
      running.rules.close()
      await running.engine.close(0)
      running.sender.close()
      running.ledger.close()
    },
    removeFolder: () => folder.remove(),
    async close() {
      await this.quit()
      folder.remove()
    },
    [Symbol.asyncDispose]() {
      return this.close()
    },
  }
}
