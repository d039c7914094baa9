import { join } from 'node:path'
import { openAgentMonitor } from '../../../main/agents/monitor.ts'
import { makeAnswer } from '../../../main/bridge/answer.ts'
import { openPublisher } from '../../../main/bridge/publish.ts'
import { makeHandlers } from '../../../main/commands/handlers.ts'
import { readChanges } from '../../../main/commands/read-changes.ts'
import { describeError } from '../../../main/describe-error.ts'
import { type Network, noProxies } from '../../../main/engine/effects.ts'
import { openEngine } from '../../../main/engine/open.ts'
import type { Send } from '../../../main/engine/send.ts'
import { type Ledger, openLedger } from '../../../main/ledger/open.ts'
import type { Touched } from '../../../main/ledger/touched.ts'
import { sealText, unsealText } from '../../../main/settings/seal.ts'
import { type Settings, type SettingsPatch, settingsSchema } from '../../../preload/contract/settings.ts'
import { idleSources } from '../../support/idle-sources.ts'
import { noImports } from '../../support/no-imports.ts'
import { silentDesktop } from '../../support/silent-desktop.ts'
import { silentMail } from '../../support/silent-mail.ts'
import type { SimTime } from './time.ts'

type Sides = {
  folder: string
  time: SimTime
  network: Network
  openSend: () => Send
  /** Jitter, 0 up to 1. */
  random: () => number
  committed: (touched: Touched) => void
}

export type Station = ReturnType<typeof openStation>

/** Main without Electron, as often as it is started: ledger, engine and commands on one folder. */
export function openStation({ folder, time, network, openSend, random, committed }: Sides) {
  const key = new Uint8Array(32).fill(7)
  const errors: string[] = []
  /** As the log file has it, and as the window is told. */
  const logged: string[] = []
  const messages: string[] = []
  let settings = settingsSchema.parse({})
  /** The disk takes nothing: from the first byte of a transaction, or only at its COMMIT. */
  let refusing: 'begin' | 'commit' | null = null
  let locked = false
  /** Called once, in the middle of the next transaction that opens the secrets of a webhook. */
  let insideClaim = () => {}
  let life = start()

  function start() {
    const { clock, end } = time.openClock()
    let alive = true
    const ledger = refusable(
      openLedger({
        path: join(folder, 'ledger.sqlite'),
        onCommit: (touched) => (committed(touched), publisher.touch(touched)),
      }),
      () => alive && refusing,
    )
    const secrets = {
      seal: (text: string, context: string) => sealText(key, text, context),
      unseal: (sealed: Uint8Array, context: string) => {
        insideClaim()
        if (locked) throw new Error('the keyring is locked')
        const text = unsealText(key, sealed, context)
        if (text === null) throw new Error('damaged')
        return text
      },
    }
    const log = {
      error: (what: string, error: unknown, facts: object = {}) => {
        if (!alive) return
        errors.push(`${what}: ${String(error)}`)
        logged.push(JSON.stringify({ what, ...facts, ...describeError(error) }))
      },
    }
    const store = {
      get: () => settings,
      update: (patch: SettingsPatch) =>
        (settings = settingsSchema.parse({ ...settings, delivery: { ...settings.delivery, ...patch.delivery } })),
    }
    // The window is told whenever it looks.
    const publisher = openPublisher({
      send: (message) => void messages.push(JSON.stringify(message)),
      read: (touched) =>
        readChanges(
          {
            ledger,
            clock,
            settings: store,
            problems: () => [],
            network,
            sources,
            mail: silentMail,
            desktop: silentDesktop,
          },
          touched,
        ),
      schedule: () => () => {},
      failed: (error) => log.error('changes could not be read', error),
    })
    const agents = openAgentMonitor({ ledger, clock, network, settings: () => settings.agents, log })
    const engine = openEngine({
      ledger,
      clock,
      secrets,
      send: openSend(),
      dropIdle: () => {},
      network,
      proxies: noProxies,
      random,
      settings: () => settings.delivery,
      log,
    })
    const sources = idleSources({ engine, clock, folder })
    const handlers = makeHandlers({
      ledger,
      engine,
      agents,
      rules: { changed: () => {} },
      clock,
      network,
      lookupClass: async () => 'public',
      secrets,
      settings: store,
      sources,
      ...noImports({ engine, folder }),
      mail: silentMail,
      desktop: silentDesktop,
      secretStorage: () => 'keyring',
      problems: () => [],
      recovery: {
        'recovery.look': () => ({ kind: 'none', message: '', backups: [] }),
        'recovery.restore': () => ({}),
        'recovery.startEmpty': () => ({}),
      },
      revision: publisher.revision,
      app: { name: '', version: '0', electron: '', chromium: '', node: '', platform: '', dataFolder: folder },
      copyText: async () => {},
      showFolder: async () => {},
    })
    return {
      ledger,
      engine,
      answer: makeAnswer({ handlers, log }),
      end: () => {
        alive = false
        end()
        ledger.close()
      },
    }
  }

  return {
    errors,
    logged,
    messages,
    answer: (...parameters: Parameters<typeof life.answer>) => life.answer(...parameters),
    /** Begins to send what is due. Apart from opening, so that somebody can look at the file first. */
    begin: () => life.engine.start(),
    settings: (): Settings => settings,
    /** Whether the secrets of webhooks can be opened. */
    lock: (now: boolean) => void (locked = now),
    refuse: (how: typeof refusing) => void (refusing = how),
    /** The process is gone from here on, in the middle of whatever it does. */
    crash: (): void => life.end(),
    crashInsideClaim: (run: () => void): void => {
      insideClaim = () => {
        insideClaim = () => {}
        run()
      }
    },
    start: (): void => {
      insideClaim = () => {}
      life = start()
    },
  }
}

/** The same ledger on a disk that may be full: what was written in the transaction is undone by SQLite itself. */
function refusable(ledger: Ledger, refusing: () => 'begin' | 'commit' | false | null): Ledger {
  let depth = 0
  const full = () =>
    Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13, errstr: 'full' })
  return {
    ...ledger,
    write: (run) => {
      if (depth === 0 && refusing() === 'begin') throw full()
      depth += 1
      try {
        return ledger.write((touched) => {
          const value = run(touched)
          if (depth === 1 && refusing() === 'commit') throw full()
          return value
        })
      } finally {
        depth -= 1
      }
    },
  }
}
