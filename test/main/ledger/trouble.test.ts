import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openTrouble } from '../../../main/ledger/trouble.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

test('while another program holds the ledger a write is refused, and that is known until one succeeds', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  const told: unknown[] = []
  ledger.trouble.onChange(() => told.push(ledger.trouble.current()))
  outside.exec('BEGIN IMMEDIATE')
  for (let times = 0; times < 2; times += 1) expect(() => addEvent(ledger, 'evt_1')).toThrow(/locked/)
  expect(told).toEqual(['locked'])
  // Reading goes on.
  expect(ledger.events.page(null, 10)).toEqual([])
  outside.exec('ROLLBACK')
  addEvent(ledger, 'evt_1')
  expect(told).toEqual(['locked', null])
})

test('a probe finds out that the trouble is over, and changes nothing', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_1')
  outside.exec('BEGIN IMMEDIATE')
  expect(() => ledger.probe()).toThrow(/locked/)
  expect(ledger.trouble.current()).toBe('locked')
  outside.exec('ROLLBACK')
  ledger.probe()
  expect(ledger.trouble.current()).toBeNull()
  expect(ledger.pruning.kept()).toBe(0)
})

test('a mistake of ours is no trouble', () => {
  using sample = openSample()
  expect(() =>
    sample.ledger.write(() => {
      throw new Error('ours')
    }),
  ).toThrow('ours')
  expect(() => sample.ledger.write(() => sample.ledger.deliveries.insert('d', 'none', 1, 'queued', 0))).toThrow(
    /FOREIGN/,
  )
  expect(sample.ledger.trouble.current()).toBeNull()
})

/** A database that can't grow, as on a full disk. */
function openFull() {
  const folder = makeTempDir()
  const database = new DatabaseSync(join(folder.path, 'full.sqlite'))
  database.exec('CREATE TABLE t (x); PRAGMA max_page_count = 2')
  const trouble = openTrouble(database)
  const write = (sql: string) => {
    try {
      database.exec(`BEGIN; ${sql}; COMMIT`)
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      return trouble.saw(error)
    }
    trouble.committed()
  }
  return {
    database,
    trouble,
    write,
    [Symbol.dispose]() {
      database.close()
      folder.remove()
    },
  }
}

test('on a full disk an empty transaction commits, and the trouble stays; it goes with the first that writes', () => {
  using full = openFull()
  full.write('INSERT INTO t VALUES (1); INSERT INTO t SELECT randomblob(100000)')
  expect(full.trouble.state.current()).toBe('full')
  full.write('SELECT 1')
  expect(full.trouble.state.current()).toBe('full')
  full.database.exec('PRAGMA max_page_count = 1000')
  full.write('INSERT INTO t SELECT randomblob(100000)')
  expect(full.trouble.state.current()).toBeNull()
})

test('damage stays, whatever can be written beside it', () => {
  using full = openFull()
  full.trouble.state.damaged()
  full.write('INSERT INTO t VALUES (1)')
  full.write('INSERT INTO t SELECT randomblob(100000)')
  expect(full.trouble.state.current()).toBe('damaged')
})

test('a read that meets damage makes it known; one that meets a lock, or a mistake of ours, changes nothing', () => {
  const fault = (errcode: number) => Object.assign(new Error('SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })
  using sample = openSample()
  const { trouble } = sample.ledger
  for (const passing of [fault(5), new Error('ours')]) trouble.sawReading(passing)
  expect(trouble.current()).toBe(null)
  trouble.sawReading(fault(11))
  expect(trouble.current()).toBe('damaged')
})

test('pages that were spoiled under a running ledger are known as damage at the write that meets them', () => {
  using sample = openSample()
  const { ledger, outside, path } = sample
  addWebhook(ledger, 'whk_1')
  outside.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const bytes = readFileSync(path)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(bytes.length - 4096, 'torn'), 0, bytes.length - 4096, 4096)
  closeSync(file)
  // Another connection tells this one that its pages in memory are old.
  const other = new DatabaseSync(path)
  other.exec('PRAGMA user_version = 2')
  other.close()
  expect(() => addEvent(ledger, 'evt_1')).toThrow(/malformed/)
  expect(ledger.trouble.current()).toBe('damaged')
})
