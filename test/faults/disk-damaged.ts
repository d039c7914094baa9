import { closeSync, openSync, readdirSync, readSync, statSync, truncateSync, writeSync } from 'node:fs'
import { check } from './check.ts'
import { type DiskApp, startDiskApp } from './disk-app.ts'
import { type DiskRun, openDiskRun } from './disk-run.ts'
import type { Part } from './part.ts'
import { readLedger } from './read-ledger.ts'

// A file that is damaged while the app does not run. What can still be read stays; where the file can't be used the app
// says so, offers what helps, keeps the damaged file aside, and goes on with the rest.

type Damage = (run: DiskRun) => string

/** The log that SQLite writes ahead ends somewhere in the middle, as after a power cut on a disk that lied. */
const tearLog: Damage = ({ path, chance }) => {
  const { size } = statSync(`${path}-wal`)
  const left = chance.between(0, size - 1)
  truncateSync(`${path}-wal`, left)
  return `the log has ${left} of its ${size} bytes`
}

/** The database itself ends too early. */
const tearFile: Damage = ({ path, chance }) => {
  const { size } = statSync(path)
  const left = chance.between(1, size - 1)
  truncateSync(path, left)
  return `the database has ${left} of its ${size} bytes`
}

const spoilPage: Damage = ({ path, chance }) => {
  const page = chance.between(0, statSync(path).size / 4096 - 1)
  const file = openSync(path, 'r+')
  const bytes = Buffer.alloc(4096)
  readSync(file, bytes, 0, 4096, page * 4096)
  for (let flips = chance.between(1, 200); flips > 0; flips -= 1) {
    const at = chance.between(0, 4095)
    bytes[at] = bytes[at]! ^ chance.between(1, 255)
  }
  writeSync(file, bytes, 0, 4096, page * 4096)
  closeSync(file)
  return `page ${page + 1} is spoiled`
}

async function runDamaged(seed: number, say: (line: string) => void, damageOf: (run: DiskRun) => Damage) {
  const run = await openDiskRun(seed, say)
  let app = await startDiskApp(run.folder)
  try {
    const acknowledged = await run.fire(app, run.chance.between(5, 40))
    const damage = damageOf(run)
    // A clean end puts the log into the database; a kill leaves it beside it.
    if (damage === spoilPage) await run.settle().then(() => app.close())
    else await app.kill()
    run.cut()
    run.entries.push({ kind: 'crash', at: run.now() })
    run.say(damage(run))
    const readable = readOrNull(run)
    forgetTheLost(run, readable)
    if (damage === tearLog) expectPrefix(run, acknowledged, readable)
    app = await startDiskApp(run.folder)
    if (await worksOn(run, app)) {
      if (readable) expectAllOf(run, readable)
      // What stands in a spoiled page can't be held against anything.
      return readable && damage !== spoilPage ? [...run.broken, ...check(run.record())] : run.broken
    }
    await recover(run, app)
    return run.broken
  } finally {
    await app.kill()
    await run.close()
  }
}

type Rows = ReturnType<typeof readLedger> | null

/** What the file holds now; null where it can't be read, or not all of it. */
function readOrNull(run: DiskRun): Rows {
  try {
    const rows = readLedger(run.path)
    return rows.integrity.length === 1 && rows.integrity[0] === 'ok' ? rows : null
  } catch {
    return null
  }
}

/** The record of what the file lost: nobody can be held to it. */
function forgetTheLost({ entries }: DiskRun, rows: Rows): void {
  const numbers = new Set(rows?.attempts.map((row) => `${row.delivery_id} ${row.number}`))
  const arrived = new Set(
    rows?.attempts.filter(({ code }) => code === 'accepted').map((row) => `${row.delivery_id} ${row.number}`),
  )
  const kept = entries.filter((entry) => {
    if (entry.kind === 'accepted') return rows?.events.has(entry.event) === true
    if (entry.kind === 'request') return numbers.has(`${entry.delivery} ${entry.attempt}`) && !isSentAnew(entry)
    if (entry.kind === 'answered') return arrived.has(`${entry.delivery} ${entry.attempt}`)
    return true
  })
  entries.splice(0, entries.length, ...kept)

  /** Its attempt was open, or its end was lost with what came after. */
  function isSentAnew({ delivery, attempt }: { delivery: string; attempt: number }): boolean {
    return !arrived.has(`${delivery} ${attempt}`)
  }
}

/** Commits are lost from the end only: no hole is in what was acknowledged. */
function expectPrefix(run: DiskRun, acknowledged: string[], rows: Rows): void {
  if (rows === null) return void run.broken.push('a torn log: the database is damaged by it')
  const there = acknowledged.map((id) => rows.events.has(id))
  const lost = there.indexOf(false)
  if (lost !== -1 && there.includes(true, lost)) run.broken.push('a torn log: an event is lost, and a later one is not')
  run.say(`${there.filter(Boolean).length} of ${there.length} events are left`)
}

/** What could be read before the app ran on it can be read after. */
function expectAllOf(run: DiskRun, before: NonNullable<Rows>): void {
  const after = readOrNull(run)
  if (after === null) return void run.broken.push('goes on: the database is damaged, and was not before')
  const gone = [...before.events].filter((id) => !after.events.has(id))
  if (gone.length > 0) run.broken.push(`goes on: ${gone.length} events were readable, and are gone`)
}

/** Uses the app. True where it works; false where it says that the ledger is damaged. */
async function worksOn(run: DiskRun, app: DiskApp): Promise<boolean> {
  const replies = [
    await app.ask('app.snapshot', {}),
    await app.ask('deliveries.page', { limit: 200 }),
    await app.ask('events.page', { limit: 200 }),
    await app.ask('events.fire', { type: 'security.critical', data: { severity: 'critical', title: 'After' } }),
  ]
  const refusals = replies.flatMap((reply) => (reply.ok ? [] : [reply.refusal]))
  for (const { code, message } of refusals) {
    run.say(`refused: ${message}`)
    if (code !== 'unavailable') run.broken.push(`refusals say what to do: ${code}: ${message}`)
  }
  if (refusals.length > 0) return false
  run.say('it works')
  await app.close()
  return true
}

/** The way out that the analyst is offered: a backup where there is one, else an empty ledger. */
async function recover(run: DiskRun, app: DiskApp): Promise<void> {
  const look = await app.ask('recovery.look', {})
  if (!look.ok) return void run.broken.push(`recovery: ${look.refusal.message}`)
  const { kind, message, backups } = look.value
  run.say(`recovery: ${kind}, ${backups.length} backups: ${message}`)
  if (kind !== 'damaged') run.broken.push(`recovery: a damaged ledger is called ${kind}`)
  const [newest] = backups
  const reply = newest
    ? await app.ask('recovery.restore', { name: newest.name })
    : await app.ask('recovery.startEmpty', {})
  if (!reply.ok) return void run.broken.push(`recovery: ${reply.refusal.message}`)
  await run.fireUntilTaken(app)
  await app.close()
  if (!readdirSync(run.folder).some((name) => /^ledger\.damaged-.+\.sqlite$/.test(name)))
    run.broken.push('recovery: the damaged file was not kept aside')
  const after = readOrNull(run)
  if (after === null) run.broken.push('recovery: the database is damaged again')
}

const counts = { long: 20, short: 1 }
const silent = () => {}

export const diskTorn: Part = {
  name: 'disk-torn',
  ...counts,
  run: (seed, say = silent) => runDamaged(seed, say, () => (seed % 4 === 0 ? tearFile : tearLog)),
}

export const diskCorrupt: Part = {
  name: 'disk-corrupt',
  ...counts,
  run: (seed, say = silent) => runDamaged(seed, say, () => spoilPage),
}
