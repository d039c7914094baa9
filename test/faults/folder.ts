import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { makeTempDir } from '../support/temp-dir.ts'
import { type Dropped, makeFile } from './folder-files.ts'
import type { FolderLife } from './folder-plan.ts'
import type { Part } from './part.ts'
import { makeChance } from './seeded-random.ts'

const childPath = fileURLToPath(new URL('folder-child.ts', import.meta.url))
/** A life that takes longer hangs. */
const mostMs = 30_000

/**
 * Files lie in the watched folder, are written in pieces there or replaced; the process that takes them is killed one to
 * three times, around a commit or at any moment, and starts again on what it left; the last one may finish. Then each
 * file's events are there, each once.
 */
export const folder: Part = {
  name: 'folder',
  long: 300,
  short: 12,
  atOnce: 2,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    using temp = makeTempDir()
    const watched = join(temp.path, 'watched')
    mkdirSync(watched)
    const dropped = Array.from({ length: chance.between(1, 4) }, (_, index) => makeFile(chance, index))
    for (const file of dropped) say(file.say)
    const up = Promise.withResolvers<void>()
    const written = Promise.all(dropped.map(({ write }) => write(watched, up.promise))).then(() =>
      writeFileSync(join(temp.path, 'written'), ''),
    )
    const commits = dropped.reduce((sum, { titles }) => sum + Math.ceil(titles.length / 32) + 3, 1)
    for (let life = chance.between(1, 3); life > 0; life -= 1) {
      const kind = chance.pick(['before a commit', 'after a commit', 'any moment'] as const)
      const death = kind === 'any moment' ? null : { point: kind, nth: chance.between(1, commits) }
      const killAfterMs = kind === 'any moment' ? chance.between(5, 900) : null
      const ended = await live({ folder: temp.path, watched, death }, killAfterMs, up.resolve)
      say(`${kind} ${death?.nth ?? killAfterMs}: ${ended}`)
    }
    const ended = await live({ folder: temp.path, watched, death: null }, null, up.resolve)
    // Also where none came up.
    up.resolve()
    await written
    say(`the last life: ${ended}`)
    return [...(ended === 'ended by itself' ? [] : [`the last life: ${ended}`]), ...check(temp.path, watched, dropped)]
  },
}

/** `killAfterMs`: counted from when it watches. */
async function live(life: FolderLife, killAfterMs: number | null, isUp: () => void): Promise<string> {
  const child = spawn(process.execPath, [childPath, JSON.stringify(life)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  let timer = setTimeout(() => child.kill('SIGKILL'), mostMs)
  child.stdout.once('data', () => {
    isUp()
    if (killAfterMs === null) return
    clearTimeout(timer)
    timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  clearTimeout(timer)
  if (signal !== null) return `killed (${signal})`
  return code === 0 && said.replace(/.*ExperimentalWarning.*|.*--trace-warnings.*|\s/g, '') === ''
    ? 'ended by itself'
    : `ended with ${code}: ${said}`
}

function check(data: string, watched: string, dropped: readonly Dropped[]): string[] {
  const broken: string[] = []
  using database = new DatabaseSync(join(data, 'ledger.sqlite'))
  const rows = database.prepare('SELECT title, count(*) AS count FROM event GROUP BY title').all()
  const counts = new Map(rows.map(({ title, count }) => [String(title), Number(count)]))
  for (const { titles, replaced } of dropped) {
    for (const title of titles) {
      const count = counts.get(title) ?? 0
      if (count !== 1) broken.push(`each event once: ${title} is there ${count} times`)
      counts.delete(title)
    }
    // It may have been replaced before anybody looked.
    for (const title of replaced) {
      const count = counts.get(title) ?? 0
      if (count > 1) broken.push(`no event twice: ${title} is there ${count} times`)
      counts.delete(title)
    }
  }
  for (const title of counts.keys()) broken.push(`nothing else: ${title} was in no file`)
  return [...broken, ...checkPlaces(watched, dropped)]
}

function checkPlaces(watched: string, dropped: readonly Dropped[]): string[] {
  const broken: string[] = []
  const left = new Set(readdirSync(join(watched, 'done')))
  for (const { name, replaced } of dropped) {
    if (!left.delete(name)) broken.push(`each file in done: ${name} is not`)
    if (replaced.length > 0) left.delete(name.replace('.', ' (2).'))
  }
  if (left.size > 0) broken.push(`nothing else in done: there are ${[...left].join(', ')}`)
  // A text without its file is what a kill between the two steps may leave.
  const failed = existsSync(join(watched, 'failed')) ? readdirSync(join(watched, 'failed')) : []
  for (const name of failed.filter((one) => !/\.(error\.txt|tmp)$/.test(one)))
    broken.push(`no file in failed: ${name} is there`)
  return broken
}
