import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import { newestVersion } from '../../../main/ledger/migrations.ts'
import { openLedger } from '../../../main/ledger/open.ts'
import { LedgerUnusable } from '../../../main/ledger/unusable.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { addWebhook, digest, openSample } from './open-sample.ts'

const open = (path: string) => openLedger({ path, onCommit: () => {} })
const pragma = (database: DatabaseSync, name: string) =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
const errorOf = (run: () => unknown): Error => {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}

test.runIf(process.platform !== 'win32')('database, log and index are readable by their owner alone', () => {
  using sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  for (const end of ['', '-wal', '-shm']) expect([end, mode(sample.path + end)]).toEqual([end, '600'])
})

test.runIf(process.platform !== 'win32')('a database others could read is closed to them', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  writeFileSync(path, '', { mode: 0o644 })
  open(path).close()
  expect(mode(path)).toBe('600')
})

test('each commit is written through to the disk, in a log, and rows can’t point at nothing', () => {
  // Asked of the very connection the ledger uses: most of these are settings of a connection, not of the file.
  using folder = makeTempDir()
  using database = openDatabase(join(folder.path, 'ledger.sqlite'))
  const names = ['journal_mode', 'synchronous', 'fullfsync', 'foreign_keys', 'user_version', 'mmap_size']
  const asked = Object.fromEntries(names.map((name) => [name, pragma(database, name)]))
  expect(asked).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    fullfsync: 1,
    foreign_keys: 1,
    user_version: newestVersion,
    mmap_size: 0,
  })
})

test('a delivery for an event or a webhook that is not there is refused', () => {
  using sample = openSample()
  const { ledger } = sample
  expect(() => ledger.write(() => ledger.deliveries.insert('dlv_1', 'whk_none', 1, 'queued', 0))).toThrow(/FOREIGN KEY/)
})

test('a database that is opened again has its version and its rows, and is not migrated twice', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const first = open(path)
  addWebhook(first, 'whk_1')
  first.close()
  const again = open(path)
  expect(again.webhooks.all().map(({ id }) => id)).toEqual(['whk_1'])
  again.close()
  const database = new DatabaseSync(path)
  expect(pragma(database, 'user_version')).toBe(newestVersion)
  database.close()
})

test('a closed ledger leaves one file', () => {
  using folder = makeTempDir()
  open(join(folder.path, 'ledger.sqlite')).close()
  expect(readdirSync(folder.path)).toEqual(['ledger.sqlite'])
})

describe('a database that is not ours to write is refused and left byte for byte as it was:', () => {
  const makeOurs = (path: string) => {
    const ours = open(path)
    addWebhook(ours, 'whk_1')
    ours.close()
  }

  test('one written by a newer version', () => {
    using folder = makeTempDir()
    const path = join(folder.path, 'ledger.sqlite')
    makeOurs(path)
    const newer = new DatabaseSync(path)
    newer.exec(`PRAGMA user_version = ${newestVersion + 1}`)
    newer.close()
    utimesSync(path, 1000, 1000)
    const before = digest(path)

    const error = errorOf(() => open(path))
    expect(error).toBeInstanceOf(LedgerUnusable)
    expect(error.message).toContain(`newer version of Castellan Webhooks (format ${newestVersion + 1};`)
    expect(error.message).toContain(`The ledger ${path} `)
    expect(error.message).toContain('Install the newer version again')
    expect(digest(path)).toBe(before)
    expect(statSync(path).mtimeMs).toBe(1_000_000)
    expect(readdirSync(folder.path)).toEqual(['ledger.sqlite'])
  })

  test('one whose newer version is in the log beside it only', () => {
    using folder = makeTempDir()
    const [writing, path] = [join(folder.path, 'writing.sqlite'), join(folder.path, 'ledger.sqlite')]
    makeOurs(writing)
    const newer = new DatabaseSync(writing)
    newer.exec(`PRAGMA user_version = ${newestVersion + 1}`)
    // What a crash of the newer version leaves behind.
    for (const end of ['', '-wal']) copyFileSync(writing + end, path + end)
    newer.close()
    expect(readFileSync(path).readUInt32BE(60)).toBe(newestVersion)
    const before = [digest(path), digest(`${path}-wal`)]

    expect(errorOf(() => open(path)).message).toContain('newer version of Castellan Webhooks')
    expect([digest(path), digest(`${path}-wal`)]).toEqual(before)
  })

  test.for([
    ['a text', 'this is no database'],
    ['a long text', 'this is no database '.repeat(500)],
    ['the start of a database, torn', 'SQLite format 3\0'],
    ['the start of a database, then nothing', `SQLite format 3\0${'\0'.repeat(8192)}`],
  ])('%s', ([, content]) => {
    using folder = makeTempDir()
    const path = join(folder.path, 'ledger.sqlite')
    writeFileSync(path, content!, { mode: 0o640 })
    const [before, modeBefore] = [digest(path), mode(path)]

    const error = errorOf(() => open(path))
    expect(error).toMatchObject({ name: 'LedgerUnusable', kind: 'damaged' })
    expect(error.message).toMatch(/^The ledger \S+ is damaged[ :(].+ Nothing was changed\. Put back a backup/)
    expect(digest(path)).toBe(before)
    if (content!.length < 64 || !content!.startsWith('SQLite')) expect(mode(path)).toBe(modeBefore)
    expect(readdirSync(folder.path)).toEqual(['ledger.sqlite'])
  })
})

test('what can’t be opened at all is said in words too: a folder in its place, a folder that is not there', () => {
  using folder = makeTempDir()
  mkdirSync(join(folder.path, 'ledger.sqlite'))
  for (const path of [join(folder.path, 'ledger.sqlite'), join(folder.path, 'nowhere', 'ledger.sqlite')]) {
    const error = errorOf(() => open(path))
    expect(error).toBeInstanceOf(LedgerUnusable)
    expect(error.message).toMatch(/^The ledger \S+ can’t be opened/)
  }
  expect(existsSync(join(folder.path, 'nowhere'))).toBe(false)
})

test('what was committed before a crash is there, out of the log it was written to', () => {
  using sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  for (const end of ['', '-wal']) copyFileSync(sample.path + end, path + end)
  const after = open(path)
  expect(after.webhooks.all().map(({ id }) => id)).toEqual(['whk_1'])
  after.close()
})
