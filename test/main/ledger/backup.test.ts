import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openBackUp } from '../../../main/ledger/back-up.ts'
import { backupNames, dailyName, dropOldBackups, listBackups } from '../../../main/ledger/backups.ts'
import { migrate } from '../../../main/ledger/migrations.ts'
import { start } from '../../../main/ledger/migrations/001-start.ts'
import { openLedger } from '../../../main/ledger/open.ts'
import { runInThread } from '../../../main/ledger/run-in-thread.ts'
import { type Job, type JobEnd, runJob } from '../../../main/ledger/thread-job.ts'
import { LedgerUnusable } from '../../../main/ledger/unusable.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

const name = 'ledger-2026-11-23.sqlite'
const folderOf = (path: string) => join(path, '..', 'backups')
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a backup is made beside a ledger in use, is whole, readable by its owner alone, and says what it holds', async () => {
  using sample = openSample()
  const { ledger, path } = sample
  addWebhook(ledger, 'whk_1')
  addEvent(ledger, 'evt_1')
  const making = runInThread({ kind: 'back up', path, name })
  // Nothing waits for it.
  addEvent(ledger, 'evt_2')
  expect(await making).toEqual({ kind: 'done', backups: [] })
  expect(readdirSync(folderOf(path))).toEqual([name])
  const end = await runInThread({ kind: 'list backups', path })
  expect(end).toMatchObject({ kind: 'done', backups: [{ name, webhooks: 1, deliveries: 0 }] })
  if (process.platform !== 'win32') expect(mode(join(folderOf(path), name))).toBe('600')
})

test('what a crash left half-written is removed, and is never taken for a backup', () => {
  using sample = openSample()
  mkdirSync(folderOf(sample.path))
  writeFileSync(join(folderOf(sample.path), 'ledger-2026-11-22.sqlite.writing'), 'half')
  expect(backupNames(folderOf(sample.path))).toEqual([])
  expect(runJob({ kind: 'back up', path: sample.path, name }).kind).toBe('done')
  expect(readdirSync(folderOf(sample.path))).toEqual([name])
})

const today = Date.UTC(2026, 10, 23, 10)
const dayMs = 24 * 60 * 60 * 1000

/** A folder of files, each written so many days ago. */
function openFolder(files: Record<string, number>) {
  const folder = makeTempDir()
  for (const [file, daysAgo] of Object.entries(files)) {
    writeFileSync(join(folder.path, file), '')
    const at = (today - daysAgo * dayMs) / 1000
    utimesSync(join(folder.path, file), at, at)
  }
  return {
    path: folder.path,
    names: () => readdirSync(folder.path).toSorted(),
    [Symbol.dispose]: () => folder.remove(),
  }
}
const daily = (daysAgo: number) => dailyName(today - daysAgo * dayMs)

test('the seven written last are kept, and one from before a migration; other files are left alone', () => {
  const days = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [daily(index), index]))
  const [before, earlier] = ['ledger-2026-11-20-before-2.sqlite', 'ledger-2026-09-01-before-1.sqlite']
  using folder = openFolder({ ...days, [before]: 3.5, [earlier]: 50, 'mine.sqlite': 80 })
  dropOldBackups(folder.path, daily(0), today)
  expect(folder.names()).toEqual([...Object.keys(days).slice(0, 7), before, 'mine.sqlite'].toSorted())
})

test('the one from before a migration goes once there are seven from after it', () => {
  const days = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [daily(index + 1), index + 1]))
  const before = 'ledger-2026-11-16-before-2.sqlite'
  using folder = openFolder({ ...days, [before]: 7 })
  dropOldBackups(folder.path, daily(1), today)
  expect(folder.names()).toContain(before)
  writeFileSync(join(folder.path, daily(0)), '')
  dropOldBackups(folder.path, daily(0), today)
  expect(folder.names()).toEqual([...Object.keys(days), daily(0)].toSorted())
})

test('backups of a time to come, from a clock that was wrong, cost no real one its place', () => {
  const future = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [daily(-365 + index), -365 + index]))
  using folder = openFolder({ ...future, [daily(2)]: 2, [daily(1)]: 1, [daily(0)]: 0 })
  dropOldBackups(folder.path, daily(0), today)
  expect(folder.names()).toHaveLength(7)
  expect(backupNames(folder.path, today).slice(0, 3)).toEqual([daily(0), daily(1), daily(2)])
})

test('the one just written stays, however old its time seems to be', () => {
  using folder = openFolder(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [daily(index), index])))
  dropOldBackups(folder.path, daily(7), today)
  expect(folder.names()).toContain(daily(7))
  expect(folder.names()).toHaveLength(7)
})

function tearMiddle(path: string): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.length / 2 / 4096) * 4096
  writeFileSync(path, bytes.fill('torn', middle, middle + 2 * 4096))
}

test('a damaged ledger takes the place of no backup, not even of an old one', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const ledger = openLedger({ path, onCommit: () => {} })
  for (let index = 0; index < 500; index += 1) addEvent(ledger, `evt_${index}`)
  ledger.close()
  for (let day = 10; day < 17; day += 1) runJob({ kind: 'back up', path, name: `ledger-2026-11-${day}.sqlite` })
  const before = readdirSync(folderOf(path))
  expect(before).toHaveLength(7)
  tearMiddle(path)
  expect(runJob({ kind: 'check', path }).kind).toBe('damaged')
  expect(runJob({ kind: 'back up', path, name }).kind).toBe('damaged')
  expect(readdirSync(folderOf(path))).toEqual(before)
})

test('where the backup can’t be written the reason is told, and nothing half-written stays', () => {
  using sample = openSample()
  writeFileSync(folderOf(sample.path), 'a file in the place of the folder')
  expect(runJob({ kind: 'back up', path: sample.path, name })).toMatchObject({
    kind: 'failed',
    what: expect.any(String),
  })
  expect(runJob({ kind: 'list backups', path: sample.path })).toEqual({ kind: 'done', backups: [] })
})

test('a thread that is stopped ends its job without an answer of its own', async () => {
  using sample = openSample()
  const stop = new AbortController()
  const end = runInThread({ kind: 'check', path: sample.path }, stop.signal)
  stop.abort()
  expect(await end).toMatchObject({ kind: 'failed', fault: null })
})

test('one backup is made a day; a day that has its own is only checked, once; a failure is tried again', async () => {
  using sample = openSample()
  const clock = makeFakeClock()
  const asked: Job['kind'][] = []
  const told: string[] = []
  let fails: JobEnd | null = null
  const open = () =>
    openBackUp({
      path: sample.path,
      clock,
      run: async (job) => {
        asked.push(job.kind)
        return fails ?? runJob(job)
      },
      damaged: (what) => void told.push(`damaged ${what}`),
      failed: (fault, what) => void told.push(`${fault} ${what}`),
      written: () => void told.push('written'),
    })
  const backUp = open()
  fails = { kind: 'failed', fault: 'full', what: 'no space' }
  await backUp()
  fails = null
  for (let hour = 0; hour < 3; hour += 1) await backUp()
  expect(asked.splice(0)).toEqual(['back up', 'back up'])
  expect(told.splice(0)).toEqual(['full no space', 'written'])

  const afterRestart = open()
  for (let hour = 0; hour < 3; hour += 1) await afterRestart()
  expect(asked.splice(0)).toEqual(['check'])
  clock.advance(24 * 60 * 60 * 1000)
  fails = { kind: 'damaged', what: 'torn' }
  await afterRestart()
  expect(told).toEqual(['damaged torn'])
  expect(backupNames(folderOf(sample.path))).toEqual([dailyName(clock.now() - 24 * 60 * 60 * 1000)])
})

test('before a migration the ledger is backed up as it was; one that can’t be is not migrated', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const makeOld = () => {
    const old = new DatabaseSync(path)
    migrate(old, 0, [start])
    old.exec(`INSERT INTO event VALUES (1, 'evt_1', 'agent.online', '', 'info', 'T', NULL, 'manual', 0, 0, '{}')`)
    old.close()
  }
  makeOld()
  writeFileSync(folderOf(path), 'a file in the place of the folder')
  expect(() => openLedger({ path, onCommit: () => {} })).toThrow(LedgerUnusable)
  const still = new DatabaseSync(path)
  expect(still.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  still.close()

  using other = makeTempDir()
  const movable = join(other.path, 'ledger.sqlite')
  writeFileSync(movable, readFileSync(path))
  openLedger({ path: movable, onCommit: () => {} }).close()
  const [made] = readdirSync(folderOf(movable))
  expect(made).toMatch(/^ledger-\d{4}-\d\d-\d\d-before-2\.sqlite$/)
  expect(listBackups(folderOf(movable))).toMatchObject([{ events: 1 }])
  if (process.platform !== 'win32')
    expect([folderOf(movable), join(folderOf(movable), made!)].map(mode)).toEqual(['700', '600'])
  const backup = new DatabaseSync(join(folderOf(movable), made!))
  expect(backup.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  backup.close()
})
