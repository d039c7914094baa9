import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeAnswer } from '../../main/bridge/answer.ts'
import { makeTempDir, type TempDir } from '../support/temp-dir.ts'
import { unaskedHandlers } from './bridge/unasked-handlers.ts'

let folder: TempDir
beforeEach(() => void (folder = makeTempDir()))
afterEach(() => folder.remove())

const path = () => join(folder.path, 'a.sqlite')
function run(sql: string, readOnly = false): never {
  using database = new DatabaseSync(path(), { readOnly })
  database.exec(sql)
  throw new Error('SQLite had nothing against it')
}
const insert = 'INSERT INTO t SELECT randomblob(100000)'
const makeTable = () => {
  using database = new DatabaseSync(path())
  database.exec('CREATE TABLE t (x)')
}

const troubles: Record<string, [fail: () => never, words: RegExp]> = {
  'no database': [
    () => (writeFileSync(path(), 'torn '.repeat(1000)), run('CREATE TABLE t (x)')),
    /^Part of the ledger \(.+\) is damaged\. .+ backup/,
  ],
  full: [() => run(`CREATE TABLE t (x); PRAGMA max_page_count = 3; ${insert}`), /the ledger .+ Free some disk space/],
  'read only': [() => (makeTable(), run(insert, true)), /the ledger .+ Make the file and its folder writable/],
  'held by another program': [
    () => {
      makeTable()
      using other = new DatabaseSync(path())
      other.exec('BEGIN EXCLUSIVE')
      return run(insert)
    },
    /the ledger .+ Close that program/,
  ],
}

function ask(fail: () => never) {
  const logged: string[] = []
  const seen: unknown[] = []
  const answer = makeAnswer({
    handlers: { ...unaskedHandlers, 'settings.get': fail },
    log: { error: (message) => void logged.push(message) },
    failed: (error) => void seen.push(error),
    makeId: () => '1',
  })
  return { answer: () => answer('settings.get', {}), logged, seen }
}

test.for(Object.entries(troubles))(
  'a ledger that is %s is no mistake of the app: the refusal says what to do, and it is logged',
  async ([, [fail, words]]) => {
    const { answer, logged, seen } = ask(fail)
    expect(await answer()).toEqual({
      ok: false,
      refusal: { code: 'unavailable', message: expect.stringMatching(words) },
    })
    expect(logged).toEqual(['command failed'])
    // Whoever watches over the ledger hears of it too.
    expect(seen).toEqual([expect.objectContaining({ code: 'ERR_SQLITE_ERROR' })])
  },
)

test('a statement that is wrong is our mistake', async () => {
  const { answer } = ask(() => run('SELECT nonsense'))
  expect(await answer()).toMatchObject({ refusal: { code: 'internal' } })
})
