import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { makeTempDir } from '../support/temp-dir.ts'
import type { Part } from './part.ts'
import { makeChance } from './seeded-random.ts'

const path = fileURLToPath(new URL('agents-child.ts', import.meta.url))
const start = Date.UTC(2026, 10, 23, 10)
const mostMs = 60_000
const many = 200

/**
 * Agents fall silent and come back, all of them, over and over, and the process is killed at random moments. Whenever it
 * is: as an agent is by its row, so its last event says, and offline and online take turns, each told once.
 */
export const agents: Part = {
  name: 'agents',
  long: 60,
  short: 1,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    const folder = makeTempDir()
    const troubles: string[] = []
    const lives = chance.between(3, 6)
    try {
      for (let life = 0; life <= lives; life += 1) {
        const isLast = life === lives
        const after = isLast ? null : chance.between(20, 900)
        const ended = await live(
          [folder.path, String(start + life * 86_400_000), String(many), isLast ? '1' : '1000'],
          after,
        )
        say(`life ${life}: ${ended}, killed after ${after} ms`)
        if (isLast && ended !== 'ended by itself') troubles.push(`the last life ends: it ${ended}`)
        troubles.push(...broken(join(folder.path, 'ledger.sqlite'), isLast, say))
      }
      return troubles
    } finally {
      folder.remove()
    }
  },
}

async function live(life: string[], killAfterMs: number | null): Promise<string> {
  const child = spawn(process.execPath, [path, ...life], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const stuck = setTimeout(() => child.kill('SIGKILL'), mostMs)
  child.stdout.once('data', () => {
    if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  const [code, signal] = await closed
  clearTimeout(stuck)
  if (signal !== null) return `was killed (${String(signal)})`
  return code === 0 ? 'ended by itself' : `ended with ${String(code)}`
}

/** Read without any of the product's code: a bug in its reader can't hide here. */
function broken(ledger: string, isLast: boolean, say: (line: string) => void): string[] {
  const database = new DatabaseSync(ledger)
  const states = new Map(
    database
      .prepare('SELECT name, state FROM agent')
      .all()
      .map(({ name, state }) => [String(name), String(state)]),
  )
  const told = new Map<string, string[]>()
  for (const { subject, type } of database.prepare('SELECT subject, type FROM event ORDER BY seq').all())
    told.set(String(subject), [...(told.get(String(subject)) ?? []), String(type)])
  database.close()
  say(`${states.size} agents, ${[...told.values()].flat().length} events`)

  const troubles = [...states].flatMap(([name, state]) => {
    const types = told.get(name) ?? []
    const inTurn = types.every((type, index) => type === (index % 2 === 0 ? 'agent.offline' : 'agent.online'))
    const last = types.at(-1) ?? 'agent.online'
    if (inTurn && last === `agent.${state}`) return []
    return [`each change is told once: ${name} is ${state} and was told of as ${types.join(', ')}`]
  })
  if (isLast && states.size !== many) troubles.push(`nobody is lost: ${states.size} agents of ${many}`)
  if (isLast && [...states.values()].includes('online')) troubles.push('whoever is silent is offline at the end')
  for (const name of told.keys()) if (!states.has(name)) troubles.push(`each event has its agent: ${name} has none`)
  return troubles
}
