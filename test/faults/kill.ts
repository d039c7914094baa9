import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { makeFolder } from '../support/plain-app.ts'
import { check } from './check.ts'
import { killPoints, type Life, toldSchema } from './kill-plan.ts'
import { type Mood, openKillReceiver } from './kill-receiver.ts'
import type { Part } from './part.ts'
import type { Entry } from './record.ts'
import { type Chance, makeChance } from './seeded-random.ts'

const moods: Mood[] = ['steady', 'moody', 'broken', 'gone']
const signingSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
/** Short, so that a delivery uses its five attempts while somebody waits for it. */
const steps: Life['steps'] = [0.05, 0.06, 0.07, 0.08]
const mostMs = 30_000
/** Weights of one, two and three kills. */
const howOften = [
  [6, 1],
  [3, 2],
  [1, 3],
] as const

/**
 * Events flow, the process is killed one to three times, at a random moment or at a named point, and starts again on
 * what it left; then it may finish. What a seed decides: the points, the moments in ms, the answers' order. How far the
 * process gets until a moment, the machine decides.
 */
export const kill: Part = {
  name: 'kill',
  long: 500,
  short: 20,
  // What a dead process left waiting is sent 50 ms apart, on the real clock.
  atOnce: 4,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    const begun = performance.now()
    const now = () => performance.now() - begun
    const entries: Entry[] = [{ kind: 'steps', at: 0, seconds: steps }]
    const receiver = await openKillReceiver(chance, { now, note: (entry) => void entries.push(entry) })
    const made = await makeFolder(moods.map(receiver.urlOf), { ca: receiver.ca, signingSecret })
    moods.forEach((mood, index) => receiver.assign(mood, made.ids[index]!, mood))
    const troubles: string[] = []
    try {
      for (let left = chance.weighted(howOften); left > 0; left -= 1) {
        const end = chooseEnd(chance)
        say(`${Math.round(now())} ms: a life that ends ${end.words}`)
        const life = { folder: made.folder, events: chance.between(10, 40), steps, death: end.death }
        const lived = await live(life, { killAfterMs: end.afterMs, ids: made.ids, entries, now, troubles })
        receiver.cut()
        entries.push({ kind: 'crash', at: now() })
        say(`${Math.round(now())} ms: ${lived}`)
      }
      const last = { folder: made.folder, events: 4, steps, death: null }
      const lived = await live(last, { killAfterMs: null, ids: made.ids, entries, now, troubles })
      say(`${Math.round(now())} ms: the last life: ${lived}`)
      if (lived !== 'ended by itself') troubles.push(`the last life: ${lived}`)
      const signing = new Map(made.ids.map((id) => [id, [signingSecret]]))
      const record = { folder: made.folder, entries, signing, secrets: [signingSecret], page: [] }
      say(`${entries.filter(({ kind }) => kind === 'accepted').length} accepted, ${entries.length} entries`)
      return [...troubles, ...check(record)]
    } finally {
      await receiver.close()
      made.remove()
    }
  },
}

type End = { death: Life['death']; afterMs: number | null; words: string }

function chooseEnd(chance: Chance): End {
  if (chance.maybe(0.5)) {
    const point = chance.pick(killPoints)
    const nth = chance.between(1, 60)
    return { death: { point, nth }, afterMs: null, words: `${point}, the ${nth}th time` }
  }
  // From the start of the process, so that some die while they recover.
  const afterMs = chance.between(100, 900)
  return { death: null, afterMs, words: `after ${afterMs} ms` }
}

type Circumstances = {
  /** Kills from outside. */
  killAfterMs: number | null
  ids: string[]
  entries: Entry[]
  now: () => number
  troubles: string[]
}

/** Runs one process until it is dead or done. Answers how it ended. */
async function live(life: Life, { killAfterMs, ids, entries, now, troubles }: Circumstances): Promise<string> {
  const child = fork(fileURLToPath(new URL('kill-child.ts', import.meta.url)), [JSON.stringify(life)], { execArgv: [] })
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const stuck = setTimeout(() => child.kill('SIGKILL'), mostMs)
  const killer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  child.on('message', (message) => {
    const told = toldSchema.parse(message)
    if (told.kind === 'accepted') entries.push({ kind: 'accepted', at: now(), event: told.event, wanted: ids })
    else if (told.kind === 'trouble') troubles.push(`the app logged: ${told.what}`)
    // A life that is to be killed and ran out of work before: it dies now.
    else if (killAfterMs !== null || life.death !== null) child.kill('SIGKILL')
  })
  const [code, signal] = await exited
  clearTimeout(stuck)
  if (killer) clearTimeout(killer)
  return signal === null ? (code === 0 ? 'ended by itself' : `ended with ${code}`) : `killed (${signal})`
}
