import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openAgentMonitor } from '../../main/agents/monitor.ts'
import { makeAnswer } from '../../main/bridge/answer.ts'
import { makeHandlers } from '../../main/commands/handlers.ts'
import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { lookupClass } from '../../main/engine/guard.ts'
import { openEngine } from '../../main/engine/open.ts'
import type { Send } from '../../main/engine/send.ts'
import { openThreadedSender } from '../../main/engine/threaded-sender.ts'
import { type Ledger, openLedger } from '../../main/ledger/open.ts'
import { prune } from '../../main/ledger/prune.ts'
import { idleSources } from '../support/idle-sources.ts'
import { noImports } from '../support/no-imports.ts'
import { silentDesktop } from '../support/silent-desktop.ts'
import { silentMail } from '../support/silent-mail.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { secrets } from '../support/plain-app.ts'
import { makeClicks } from './kill-clicks.ts'
import { openCommits } from './kill-commits.ts'
import { tell } from './kill-line.ts'
import { type Life, lifeSchema } from './kill-plan.ts'

// One life of the app: the real ledger, engine, commands and sender on the real clock. It dies by kill -9, from outside
// or by its own hand at a named point. Nothing in the product knows of it: the points lie in the effects it is given.

const life = lifeSchema.parse(JSON.parse(process.argv[2] ?? ''))
const path = join(life.folder, 'ledger.sqlite')
const dayMs = 86_400_000
const log = { error: (what: string, error: unknown) => tell({ kind: 'trouble', what: `${what}: ${String(error)}` }) }

let passed = 0
function comeBy(point: NonNullable<Life['death']>['point']): void {
  if (life.death?.point !== point || (passed += 1) !== life.death.nth) return
  process.kill(process.pid, 'SIGKILL')
  // Not one more step, even where the signal takes a moment.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function dieAtCommits(to: Ledger): Ledger {
  let inside = false
  return {
    ...to,
    write: (run) => {
      if (inside) return to.write(run)
      inside = true
      try {
        return to.write((touched) => {
          const result = run(touched)
          comeBy('before a commit')
          return result
        })
      } finally {
        inside = false
        comeBy('after a commit')
      }
    },
  }
}

const sender = openThreadedSender({ note: console.error })
const send: Send = async (request, options) => {
  comeBy('between commit and send')
  const result = await sender.send(request, options)
  comeBy('between answer and settle')
  return result
}

const opened = openLedger({ path, onCommit: (touched) => commits.tellCommitted(opened, touched) })
const commits = openCommits({ path, webhooks: life.webhooks })
const ledger = dieAtCommits(opened)
const settings = settingsSchema.parse({})
const agents = openAgentMonitor({ ledger, clock: systemClock, network: alwaysUp, settings: () => settings.agents, log })
const engine = openEngine({
  ledger,
  clock: systemClock,
  secrets,
  send,
  dropIdle: sender.dropIdle,
  network: alwaysUp,
  proxies: noProxies,
  random: Math.random,
  settings: () => ({ retrySteps: life.steps }),
  log,
})
let copied = ''
const handlers = makeHandlers({
  ledger,
  engine,
  agents,
  rules: { changed: () => {} },
  clock: systemClock,
  network: alwaysUp,
  lookupClass,
  secrets,
  settings: { get: () => settings, update: () => settings },
  sources: idleSources({ engine, clock: systemClock, folder: life.folder }),
  ...noImports({ engine, folder: life.folder }),
  mail: silentMail,
  desktop: silentDesktop,
  secretStorage: secrets.storage,
  problems: () => [],
  recovery: {
    'recovery.look': () => ({ kind: 'none', message: '', backups: [] }),
    'recovery.restore': () => ({}),
    'recovery.startEmpty': () => ({}),
  },
  revision: () => 0,
  app: { name: '', version: '', electron: '', chromium: '', node: '', platform: '', dataFolder: life.folder },
  copyText: async (text) => void (copied = text),
  showFolder: async () => {},
})
const analyst = makeClicks({
  answer: makeAnswer({ handlers, log }),
  facts: commits.facts,
  copied: () => copied,
})

let accepted = 0
let clicked = Promise.resolve()
const leaves = () => life.quitsAfter !== null && accepted >= life.quitsAfter

async function fire(count: number): Promise<void> {
  for (let index = 0; index < count && !leaves(); index += 1) {
    const title = `Event ${index} of ${process.pid}`
    const { id } = await engine.accept({ type: 'security.critical', data: { severity: 'critical', title } }, 'manual')
    tell({ kind: 'accepted', event: id })
    accepted += 1
    // One after the other: there is one analyst.
    const due = life.clicks.filter(({ after }) => after === accepted)
    for (const click of due) clicked = clicked.then(() => analyst.click(click))
    await clicked
    await wait(index % 3)
  }
}

const upkeep = { open: true }
/** What is over is old in a moment, and goes beside all the rest. */
async function keepPruning(): Promise<void> {
  const retention = { bodyDays: 200 / dayMs, historyDays: 500 / dayMs, bodyMegabytes: 500 }
  while (upkeep.open && life.prunes) {
    await prune({
      ledger,
      clock: systemClock,
      settings: () => retention,
      believed: systemClock.now(),
      open: () => upkeep.open,
    })
    await wait(10)
  }
}

commits.tellFound(opened)
for (const id of life.webhooks) await analyst.tellSecret(id)
engine.start()
const pruning = keepPruning()
await Promise.all([fire(Math.ceil(life.events / 2)), fire(Math.floor(life.events / 2))])
while (!leaves() && !commits.isOver()) await wait(20)
if (!leaves()) tell({ kind: 'over' })
upkeep.open = false
await pruning
// So long that no machine is too busy for what is under way to end by itself.
await engine.close(20_000)
sender.close()
ledger.close()
commits.close()
