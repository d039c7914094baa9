import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../main/ledger/migrations.ts'
import { openLedger } from '../../../main/ledger/open.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const versionOf = (database: DatabaseSync) => database.prepare('PRAGMA user_version').get()?.['user_version']
const tablesOf = (database: DatabaseSync) =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => name)

test('an empty database gets every table and the newest version', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, 0)
  expect(versionOf(database)).toBe(newestVersion)
  expect(tablesOf(database)).toEqual([
    'agent',
    'answer',
    'attempt',
    'delivery',
    'event',
    'file',
    'kept',
    'notice',
    'outbox',
    'rule',
    'rule_alert',
    'rule_hit',
    'rule_seen',
    'rule_stamp',
    'sent',
    'tally',
    'webhook',
  ])
})

test('a database of the newest version is left alone', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, 0)
  migrate(database, newestVersion)
  expect(versionOf(database)).toBe(newestVersion)
})

test('steps run in order, each once, from the version that is there', () => {
  using database = new DatabaseSync(':memory:')
  const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a RENAME TO b', 'ALTER TABLE b ADD COLUMN y']
  migrate(database, 0, steps.slice(0, 1))
  expect([versionOf(database), tablesOf(database)]).toEqual([1, ['a']])
  migrate(database, 1, steps)
  expect([versionOf(database), tablesOf(database)]).toEqual([3, ['b']])
})

test('a step that fails half-way leaves the version and the tables of the step before, and can be run again', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const first = new DatabaseSync(path)
  const broken = ['CREATE TABLE a (x)', 'CREATE TABLE b (x); CREATE TABLE a (again)']
  expect(() => migrate(first, 0, broken)).toThrow(/already exists/)
  // As a crash would: the transaction is not ended by anybody.
  first.close()

  const second = new DatabaseSync(path)
  expect([versionOf(second), tablesOf(second)]).toEqual([1, ['a']])
  migrate(second, 1, ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'])
  expect([versionOf(second), tablesOf(second)]).toEqual([2, ['a', 'b']])
  second.close()
})

test('the ledger migrates by itself', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  openLedger({ path, onCommit: () => {} }).close()
  using database = new DatabaseSync(path)
  expect(versionOf(database)).toBe(newestVersion)
})
