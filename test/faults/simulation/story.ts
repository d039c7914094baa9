import { createHash } from 'node:crypto'
import { makeFakeNetwork } from '../../support/fake-network.ts'
import { check } from '../check.ts'
import type { Entry } from '../record.ts'
import { makeChance, makeRandom } from '../seeded-random.ts'
import { makeAnalyst } from './analyst.ts'
import { makeFastFolder } from './folder.ts'
import { openInternet } from './internet.ts'
import { openObserver } from './observer.ts'
import { untilQuiet as quiet } from './quiet.ts'
import { openStation } from './station.ts'
import { openStuckWatch } from './stuck.ts'
import { makeSimTime } from './time.ts'
import { makeTroubles } from './trouble.ts'
import { openWatch } from './watch.ts'

type Analyst = ReturnType<typeof makeAnalyst>['actions']
type Troubles = ReturnType<typeof makeTroubles>['actions']
export type Action = keyof Analyst | keyof Troubles

/** What happens how often, and how long things take. */
export type Plan = {
  steps: [number, number]
  weights: readonly (readonly [number, Action])[]
  pauses: readonly number[]
}

const hour = 3_600_000

/** One run of the whole engine. Answers what was broken, and a print of all that happened: the same for the same seed. */
export async function play(seed: number, plan: Plan, say: (line: string) => void = () => {}) {
  using folder = makeFastFolder()
  const zone = process.env['TZ']
  const entries: Entry[] = []
  const write = (entry: Entry) => {
    entries.push(entry)
    if (entry.kind !== 'accepted') say(`  ${describe(entry)}`)
  }
  const chance = makeChance(seed)
  const crowd = seed % 10 === 0
  const time = makeSimTime()
  const network = makeFakeNetwork()
  const watch = openWatch({
    time,
    limitsOf: (webhook) => observer.webhooks.get(webhook) ?? { keepOrder: false, ratePerMinute: null },
    headOf: (webhook) => observer.headOf(webhook),
    say,
  })
  const internet = openInternet({ time, chance: makeChance(seed ^ 0x5eed), write, watch })
  const station = openStation({
    folder: folder.path,
    time,
    network,
    openSend: internet.openSend,
    random: makeRandom(seed ^ 0x717),
    committed: (touched) => observer.committed(touched),
  })
  const observer = openObserver({ path: `${folder.path}/ledger.sqlite`, time, write })
  const analyst = makeAnalyst({ station, observer, time, chance, crowd, write, say })
  const stuck = openStuckWatch({
    time,
    observer,
    watch,
    mayStart: () => troubles.mayStart(),
  })
  const untilQuiet = async () => {
    await quiet(() => observer.commits() + internet.calls() + entries.length + station.errors.length)
  }
  const troubles = makeTroubles({
    station,
    observer,
    internet,
    network,
    watch,
    time,
    chance,
    asked: analyst.asked,
    write,
    say,
    disturbed: stuck.disturbed,
    untilQuiet,
  })

  async function settle(): Promise<void> {
    await untilQuiet()
    if (troubles.crashed()) {
      await troubles.restart()
      await untilQuiet()
    }
    stuck.look()
  }

  async function act(action: Action): Promise<void> {
    const all = { ...analyst.actions, ...troubles.actions }
    await all[action]()
    await settle()
  }

  try {
    station.begin()
    for (let left = crowd ? 12 : chance.between(1, 4); left > 0; left -= 1) await act('add')
    for (let left = chance.between(...plan.steps); left > 0; left -= 1) {
      await act(chance.weighted(plan.weights))
      await time.pass(Math.round(chance.pick(plan.pauses) * chance.random()), settle)
      await settle()
    }
    await heal()
    if (!isOver()) watch.complain('nothing waits for ever', JSON.stringify([...observer.states()]))
  } finally {
    troubles.actions.crash()
    await untilQuiet()
    observer.close()
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }

  function isOver(): boolean {
    const states = observer.states()
    return !states.has('queued') && !states.has('retrying') && !states.has('sending')
  }

  /** Everything becomes well, and time passes. */
  async function heal(): Promise<void> {
    say(`${time.real()} everything is well`)
    for (const webhook of analyst.asked) internet.setMood(webhook, 'well')
    await time.pass(20_000, settle)
    await act('plugIn')
    if (network.state() !== 'up') troubles.back()
    await settle()
    for (let left = 24; left > 0 && !isOver(); left -= 1) await time.pass(hour, settle)
  }

  const broken = [
    ...watch.broken,
    ...station.errors
      .filter((text) => !/disk is full|keyring is locked/.test(text))
      .map((text) => `no fault of the app: ${text}`),
    ...check({
      folder: folder.path,
      entries,
      signing: analyst.signing,
      secrets: analyst.secrets,
      now: time.wall(),
      page: [...analyst.page, ...station.messages],
      log: station.logged,
    }),
  ]
  return { broken: [...new Set(broken)], print: printOf(entries), entries }
}

function describe(entry: Entry): string {
  const parts: (string | number)[] = [entry.at, entry.kind]
  if ('delivery' in entry) parts.push(entry.delivery ?? 'all')
  if ('attempt' in entry) parts.push(entry.attempt)
  if ('webhook' in entry) parts.push(entry.webhook)
  if ('status' in entry) parts.push(entry.status)
  return parts.join(' ')
}

/** Ids of deliveries are made by chance: in the print stands which one it was. */
function printOf(entries: readonly Entry[]): string {
  const names = new Map<string, number>()
  const nameOf = (id: string) => names.get(id) ?? (names.set(id, names.size), names.size - 1)
  const hash = createHash('sha256')
  for (const entry of entries) {
    const { kind, at } = entry
    const delivery = 'delivery' in entry && entry.delivery !== null ? nameOf(entry.delivery) : ''
    const attempt = 'attempt' in entry ? entry.attempt : ''
    const webhook = 'webhook' in entry ? entry.webhook : ''
    hash.update(JSON.stringify([kind, at, delivery, attempt, webhook]))
  }
  return hash.digest('hex')
}
