import { z } from 'zod'
import type { EventRow } from '../../preload/contract/event.ts'
import { type Answered, turnOn } from '../support/http-source.ts'
import { presets } from '../../main/mapping/presets.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'
import { makeBody } from './http/bodies.ts'
import type { Part } from './part.ts'
import { makeChance } from './seeded-random.ts'

const bodiesPerSeed = 100

const taken = z.object({
  accepted: z.number(),
  known: z.number(),
  refused: z.number(),
  events: z.array(
    z.strictObject({ index: z.number(), id: z.string(), state: z.enum(['accepted', 'known', 'observed']) }),
  ),
  errors: z.array(z.strictObject({ index: z.number(), path: z.string(), message: z.string().min(1) })),
})
const problem = z.object({ status: z.number(), title: z.string().min(1), detail: z.string().min(1) })
type Taken = z.infer<typeof taken>

/** How events are read, one a seed. */
const mappings = [null, presets.cef, presets.plain, presets.leef, presets.ecs, presets.sigma]

/** Bodies of all kinds, right, wrong and torn, one hundred a seed: each is answered as the contract says. */
export const http: Part = {
  name: 'http',
  long: 100_000 / bodiesPerSeed,
  short: 600 / bodiesPerSeed,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    const mapping = mappings[(seed - 1) % mappings.length] ?? null
    const station = await openWorkstation()
    const broken: string[] = []
    let accepted = 0
    try {
      const source = await turnOn(station.sources(), { tls: false, mapping })
      for (let count = 1; count <= bodiesPerSeed; count += 1) {
        const { path, type, body } = makeBody(chance, mapping)
        say(`${path} ${type} ${JSON.stringify(body.toString('latin1'))}`)
        const answer = await source.postText(path, type, body)
        say(`${answer.status} ${answer.body}`)
        const judged = judge(answer)
        for (const what of judged.broken) broken.push(`body ${count}: ${what}`)
        if (path !== '/v1/agents/agt-1/heartbeat') {
          const kept = judged.taken?.events.filter(({ state }) => state === 'accepted') ?? []
          accepted += kept.length
          for (const { id } of kept) if (!isThere(station, id)) broken.push(`body ${count}: ${id} is not in the ledger`)
        }
        station.clock.advance(1000)
      }
      const inLedger = await countEvents(station)
      if (inLedger !== accepted) broken.push(`${accepted} were accepted, ${inLedger} are in the ledger`)
    } finally {
      await station.close()
    }
    if (Reflect.get({}, 'polluted') !== undefined || Object.keys(Object.prototype).length > 0)
      broken.push('the prototype of everything was changed')
    return [...broken, ...station.errors]
  },
}

const allowed = new Set([200, 202, 400, 413, 415])

function judge({ status, body }: Answered): { broken: string[]; taken: Taken | null } {
  if (!allowed.has(status)) return { broken: [`it was answered with ${status}: ${body}`], taken: null }
  const value: unknown = JSON.parse(body)
  const parsed = taken.safeParse(value)
  const isProblem = status < 300 || problem.safeParse(value).data?.status === status
  if (!parsed.success)
    return { broken: isProblem && status >= 400 ? [] : [`${status} says nothing of use`], taken: null }
  const { accepted, known, refused, events, errors } = parsed.data
  const wrong = new Set(errors.map(({ index }) => index))
  const right = events.every(({ index }) => !wrong.has(index))
  const counted = events.length === accepted + known && wrong.size === refused && refused > 0 === (status === 400)
  const broken = [
    ...(isProblem ? [] : ['the problem is not told']),
    ...(right ? [] : ['one is both kept and wrong']),
    ...(counted ? [] : [`the counts do not fit ${status}: ${body}`]),
  ]
  return { broken, taken: parsed.data }
}

const isThere = (station: Workstation, id: string) => station.ledger().events.byId(id) !== undefined

async function countEvents(station: Workstation): Promise<number> {
  let count = 0
  let before: number | null = null
  for (;;) {
    const page: EventRow[] = await station.call('events.page', { before, limit: 200 })
    count += page.length
    if (page.length === 0) return count
    before = page.at(-1)?.seq ?? null
  }
}
