import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { alwaysUp, type Clock, noProxies } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import { type Ledger, openLedger } from '../../main/ledger/open.ts'
import { openFolderSource } from '../../main/sources/folder/source.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { secrets } from '../support/plain-app.ts'
import { folderLifeSchema } from './folder-plan.ts'

// One life of an app that watches a folder, on a clock that runs fast. It dies by kill -9 around a commit, or from
// outside; without a death it ends once every file is put away, with all that was added to it since, and
// `written` says that no more follows.

const life = folderLifeSchema.parse(JSON.parse(process.argv[2] ?? ''))
const speed = 100
const begun = Date.now()
const now = () => begun + (Date.now() - begun) * speed
const clock: Clock = {
  now,
  monotonic: () => performance.now() * speed,
  at: (time, run) => {
    const timer = setTimeout(run, Math.max(0, (time - now()) / speed))
    return () => clearTimeout(timer)
  },
}

let passed = 0
function comeBy(point: string): void {
  if (life.death?.point !== point || (passed += 1) !== life.death.nth) return
  process.kill(process.pid, 'SIGKILL')
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

/** Whether there is more in a file that was put away than was taken. */
const isGrown = () =>
  ledger.files
    .putAway(0, 1000)
    .map(({ size, moved_to: at }) => ({ size, path: join(life.watched, at ?? '') }))
    .some(({ size, path }) => existsSync(path) && statSync(path).size > size) || ledger.files.unplaced().length > 0

const ledger = dieAtCommits(openLedger({ path: join(life.folder, 'ledger.sqlite'), onCommit: () => {} }))
const fail = (what: string, error: unknown) => {
  console.error(`${what}: ${String(error)}`)
}
const engine = openEngine({
  ledger,
  clock,
  secrets,
  send: () => Promise.reject(new Error('nothing is sent here')),
  dropIdle: () => {},
  network: alwaysUp,
  proxies: noProxies,
  random: Math.random,
  settings: () => settingsSchema.parse({}).delivery,
  log: { error: fail },
})
engine.start()
const source = openFolderSource({
  intake: engine,
  files: ledger.files,
  clock,
  log: { info: () => {}, warn: () => {}, error: fail },
  changed: () => {},
})
source.follow({ on: true, path: life.watched, mapping: null })
process.stdout.write('up\n')
const isWritten = () => existsSync(join(life.folder, 'written'))
const isAllTaken = () => readdirSync(life.watched).every((name) => name === 'done' || name === 'failed') && !isGrown()
while (!isWritten() || !isAllTaken()) await wait(5)
await source.close()
await engine.close(0)
ledger.close()
