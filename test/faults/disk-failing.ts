import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.ts'
import { type DiskApp, startDiskApp } from './disk-app.ts'
import { type DiskRun, openDiskRun } from './disk-run.ts'
import { buildShim, type DiskFault, openShim } from './disk-shim.ts'
import type { Part } from './part.ts'

// A disk that fails while, or before, the app runs, and is well again later: what was acknowledged stays, what is not
// taken is refused in words, and afterwards everything goes on.

/** Takes the disk away under a running app, and gives it back. */
type Trouble = { app: DiskApp; begin: () => void; end: () => void; remove: () => void }

async function openShimmed(run: DiskRun, shim: string, fault: DiskFault): Promise<Trouble> {
  const disk = openShim(shim)
  const app = await startDiskApp(run.folder, { env: disk.env })
  return { app, begin: () => disk.begin(fault), end: disk.end, remove: disk.remove }
}

/** Without a compiler: no file of the process may grow (RLIMIT_FSIZE, set from outside by util-linux' prlimit). */
async function openLimited(run: DiskRun): Promise<Trouble> {
  const app = await startDiskApp(run.folder)
  const limit = (bytes: string) => spawnSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}:unlimited`])
  const walBytes = () => statSync(`${run.path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  return {
    app,
    begin: () => void limit(String(walBytes() + run.chance.between(0, 20_000))),
    end: () => void limit('unlimited'),
    remove: () => {},
  }
}

const canLimit = () => process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0

/** Fails under the running app. */
async function runFailing(seed: number, say: (line: string) => void, open: (run: DiskRun) => Promise<Trouble>) {
  const run = await openDiskRun(seed, say)
  const { app, begin, end, remove } = await open(run)
  // A webhook that is disabled before it fails, or while it does, where that is taken then.
  const disables = run.chance.weighted([
    [2, 'never'],
    [1, 'before'],
    [1, 'meanwhile'],
  ] as const)
  let isOff = false
  try {
    await run.fire(app, run.chance.between(1, 10))
    if (disables === 'before') isOff = await run.disable(app)
    run.say('the disk fails')
    begin()
    const count = run.chance.between(20, 40)
    const taken = await run.fire(app, count)
    if (disables === 'meanwhile') isOff = await run.disable(app)
    run.say(`${taken.length} of ${count} were taken`)
    if (taken.length === count) run.broken.push('intake refuses: every event was accepted on a disk that fails')
    const look = await app.ask('app.snapshot', {})
    if (!look.ok && look.refusal.code !== 'unavailable')
      run.broken.push(`refusals say what to do: app.snapshot: ${look.refusal.message}`)
    if (run.chance.maybe(0.3)) {
      run.say('killed while it fails')
      await app.kill()
      run.cut()
      run.entries.push({ kind: 'crash', at: run.now() })
      end()
      await goOn(run, await startDiskApp(run.folder), isOff)
    } else {
      end()
      run.say('the disk is well again')
      await goOn(run, app, isOff)
    }
    return [...run.broken, ...check(run.record())]
  } finally {
    await app.kill()
    remove()
    await run.close()
  }
}

async function goOn(run: DiskRun, app: DiskApp, isOff: boolean): Promise<void> {
  await run.fireUntilTaken(app)
  await run.settle()
  // Silent until here.
  if (isOff) await run.enable(app)
  await run.settle()
  await app.close()
}

/** Read-only before it starts, by the modes of the folder and its files; root, whom no mode stops, runs it as nobody. */
async function runUnwritable(seed: number, say: (line: string) => void) {
  const run = await openDiskRun(seed, say)
  const asRoot = process.getuid?.() === 0
  const options = asRoot ? { uid: asNobody.uid } : {}
  const all = () => [run.folder, ...readdirSync(run.folder).map((name) => join(run.folder, name))]
  const give = () => all().forEach((path) => asRoot && chownSync(path, asNobody.uid, asNobody.gid))
  let app = await startDiskApp(run.folder)
  try {
    await run.fire(app, run.chance.between(1, 10))
    const isOff = run.chance.maybe(0.5) && (await run.disable(app))
    await app.kill()
    run.cut()
    run.entries.push({ kind: 'crash', at: run.now() })
    give()
    const modes = all().map((path) => ({ path, mode: statSync(path).mode }))
    for (const { path } of modes.toReversed()) chmodSync(path, statSync(path).isDirectory() ? 0o500 : 0o400)
    run.say('read-only')
    app = await startDiskApp(run.folder, options)
    const taken = await run.fire(app, 3)
    if (taken.length > 0) run.broken.push('intake refuses: events were accepted on a read-only disk')
    for (const { path, mode } of modes) chmodSync(path, mode)
    run.say('writable again')
    // As the window does when the analyst asks to try again.
    await app.ask('app.snapshot', {})
    await goOn(run, app, isOff)
    return [...run.broken, ...check(run.record())]
  } finally {
    await app.kill()
    await run.close()
  }
}

const asNobody = { uid: 65_534, gid: 65_534 }

/** Whether modes can make a folder read-only for the app: no mode stops root, and nobody may not reach this project. */
function canBeUnwritable(): boolean {
  if (process.getuid?.() !== 0) return process.platform !== 'win32'
  const { status } = spawnSync(process.execPath, ['--check', import.meta.filename], asNobody)
  return status === 0
}

const noCompiler = 'syncing can only be made to fail on Linux with a C compiler'

const counts = { long: 20, short: 1 }
const silent = () => {}

export const diskFull: Part = {
  name: 'disk-full',
  ...counts,
  leftOut: () => (buildShim() !== null || canLimit() ? null : 'there is neither prlimit nor a C compiler'),
  run: (seed, say = silent) => {
    const shim = buildShim()
    const open = shim !== null && (seed % 2 === 1 || !canLimit())
    return runFailing(seed, say, (run) => (open ? openShimmed(run, shim, 'full') : openLimited(run)))
  },
}

export const diskReadOnly: Part = {
  name: 'disk-read-only',
  ...counts,
  leftOut: () =>
    canBeUnwritable() || buildShim() !== null ? null : 'no modes stop this user, and there is no C compiler on Linux',
  run: (seed, say = silent) => {
    const shim = buildShim()
    if (shim === null || (seed % 2 === 1 && canBeUnwritable())) return runUnwritable(seed, say)
    return runFailing(seed, say, (run) => openShimmed(run, shim, 'read-only'))
  },
}

export const diskSync: Part = {
  name: 'disk-sync',
  ...counts,
  leftOut: () => (buildShim() === null ? noCompiler : null),
  run: (seed, say = silent) => {
    const shim = buildShim()
    if (shim === null) throw new Error(noCompiler)
    return runFailing(seed, say, (run) => openShimmed(run, shim, 'sync'))
  },
}
