import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openLedger } from '../../main/ledger/open.ts'
import { openMailServer, type MailServer } from '../support/mail-server.ts'
import { makeFolder } from '../support/plain-app.ts'
import type { MailLife } from './mail-child.ts'
import type { Part } from './part.ts'
import { type Chance, makeChance } from './seeded-random.ts'

const path = fileURLToPath(new URL('mail-child.ts', import.meta.url))
const mostMs = 30_000
const to = ['soc@castellan.example', 'boss@castellan.example']
const points = ['before a commit', 'after a commit', 'between answer and settle'] as const

/**
 * Notices and critical events are written and mailed; the process is killed one to three times, at a random moment or at
 * a named point, while the server now and then refuses all or one of two recipients for a while, or hangs up after it took
 * a mail; then it may finish.
 */
export const mail: Part = {
  name: 'mail',
  long: 300,
  short: 6,
  atOnce: 3,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    await using server = await openMailServer()
    const made = await makeFolder(['https://127.0.0.1:9/'], { ca: server.ca })
    const always = { folder: made.folder, webhook: made.ids[0] ?? '', port: server.port, ca: server.ca, to }
    const troubles: string[] = []
    try {
      const lives = chance.between(1, 3)
      for (let count = 0; count < lives; count += 1) {
        disturb(server, chance)
        const isNamed = chance.maybe(0.6)
        const death = isNamed ? { point: chance.pick(points), nth: chance.between(1, 6) } : null
        const notices = chance.between(1, 6)
        const events = chance.between(0, 4)
        say(
          `a life of ${notices} notices and ${events} events that dies ${death ? `${death.point}, the ${death.nth}th time` : 'at random'}`,
        )
        say(await live({ ...always, notices, events, death }, death ? null : chance.between(5, 400)))
      }
      server.refuseNothing()
      server.cutAfterData(0)
      const ended = await live({ ...always, notices: 1, events: 1, death: null }, null)
      say(ended)
      if (ended !== 'ended by itself') troubles.push(`the last life ${ended}`)
      return [...troubles, ...(await broken(made.path, server, say))]
    } finally {
      made.remove()
    }
  },
}

function disturb(server: MailServer, chance: Chance): void {
  const putOff = { at: 'to', code: 450, text: 'come back' } as const
  if (chance.maybe(0.3)) server.refuse({ ...putOff, times: chance.between(1, 3) })
  if (chance.maybe(0.4)) server.refuse({ ...putOff, only: chance.pick(to), times: chance.between(1, 3) })
  if (chance.maybe(0.3)) server.cutAfterData()
}

async function live(life: MailLife, killAfterMs: number | null): Promise<string> {
  const child = spawn(process.execPath, [path, JSON.stringify(life)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close') as Promise<[number | null, string | null]>
  const stuck = setTimeout(() => child.kill('SIGKILL'), mostMs)
  // It says that it has begun.
  child.stdout.once('data', () => {
    if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  const [code, signal] = await closed
  clearTimeout(stuck)
  return signal === null ? (code === 0 ? 'ended by itself' : `ended with ${code}`) : `was killed (${signal})`
}

/**
 * Each notice and event was mailed once to each recipient; where that is not certain, it is shown as unknown and was
 * mailed at most once.
 */
async function broken(ledgerPath: string, server: MailServer, say: (line: string) => void): Promise<string[]> {
  const ledger = openLedger({ path: ledgerPath, onCommit: () => {} })
  const states = new Map(ledger.outbox.page('mail', 1000).map(({ ref, state }) => [ref, state]))
  const ids = [...ledger.notices.page(null, 1000), ...ledger.events.page(null, 1000)].map(({ id }) => id)
  ledger.close()
  return ids.flatMap((id) => {
    const state = states.get(id)
    // A notice by the id of its mail, an event by its title, which is its id.
    const about = server.mails.filter(({ raw }) => raw.replaceAll('=\r\n', '').includes(id))
    const times = to.map((address) => about.filter((one) => one.to.includes(address)).length)
    say(`${id} ${state}, mailed ${times.join(' and ')} times`)
    if (state === 'sent' && times.every((count) => count === 1)) return []
    if (state === 'unknown' && times.every((count) => count <= 1)) return []
    return [
      `each mail once or unknown: ${id} is ${state ?? 'not in the outbox'} and was mailed ${times.join(' and ')} times`,
    ]
  })
}
