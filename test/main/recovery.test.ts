import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open.ts'
import { makeRecovery } from '../../main/recovery.ts'
import { writeBackup } from '../../main/ledger/write-backup.ts'
import { addEvent, addWebhook } from './ledger/open-sample.ts'
import { openOn } from './open-work.ts'

const backups = (path: string) => join(path, '..', 'backups')

/** A ledger with one webhook and so many events. */
function makeLedger(path: string, events: number): void {
  const ledger = openLedger({ path, onCommit: () => {} })
  addWebhook(ledger, 'whk_1')
  ledger.write(() => {
    for (let index = 1; index <= events; index += 1) addEvent(ledger, `evt_${index}`)
  })
  ledger.close()
}
const addBackup = (path: string, day: string) => writeBackup(path, `ledger-${day}.sqlite`)
const tear = (path: string) => writeFileSync(path, readFileSync(path).fill('torn', 4096))

/** A ledger of three events, backups of it with one and with two, and then the ledger torn. */
function makeTorn(path: string): void {
  makeLedger(path, 1)
  addBackup(path, '2026-11-20')
  const ledger = openLedger({ path, onCommit: () => {} })
  addEvent(ledger, 'evt_a')
  ledger.close()
  addBackup(path, '2026-11-21')
  tear(path)
}
const idsIn = (path: string) => {
  using database = new DatabaseSync(path, { readOnly: true })
  return database
    .prepare('SELECT id FROM event')
    .all()
    .map(({ id }) => id)
}

test('for a damaged ledger the backups are offered, newest first, with what they hold', async () => {
  await using opened = openOn(makeTorn)
  expect(await opened.work.answer('recovery.look', {})).toEqual({
    ok: true,
    value: {
      kind: 'damaged',
      message: expect.stringContaining('Put back a backup'),
      backups: [
        {
          name: 'ledger-2026-11-21.sqlite',
          at: expect.any(Number),
          bytes: expect.any(Number),
          webhooks: 1,
          events: 2,
          deliveries: 0,
        },
        {
          name: 'ledger-2026-11-20.sqlite',
          at: expect.any(Number),
          bytes: expect.any(Number),
          webhooks: 1,
          events: 1,
          deliveries: 0,
        },
      ],
    },
  })
})

test('a backup that is put back is the ledger then, without a restart; the damaged file is kept aside, byte for byte', async () => {
  let torn: Buffer = Buffer.alloc(0)
  await using opened = openOn((path) => {
    makeTorn(path)
    torn = readFileSync(path)
  })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: false })
  const restored = await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-20.sqlite' })
  expect(restored).toEqual({ ok: true, value: {} })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { events: [{ id: 'evt_1' }] } })
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({ value: { kind: 'none' } })
  const aside = readdirSync(opened.folder).filter((name) => /^ledger\.damaged.*sqlite$/.test(name))
  expect(aside).toEqual([expect.stringMatching(/^ledger\.damaged-[0-9T-]{19}\.sqlite$/)])
  expect(readFileSync(join(opened.folder, aside[0]!)).equals(torn)).toBe(true)
  // The backup itself stays.
  expect(idsIn(join(backups(opened.path), 'ledger-2026-11-20.sqlite'))).toEqual(['evt_1'])
  if (process.platform !== 'win32') expect((statSync(opened.path).mode & 0o777).toString(8)).toBe('600')
})

test('starting with an empty ledger keeps the damaged one aside, with its log', async () => {
  await using opened = openOn((path) => {
    makeTorn(path)
    writeFileSync(`${path}-wal`, 'no log')
  })
  expect(await opened.work.answer('recovery.startEmpty', {})).toEqual({ ok: true, value: {} })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { webhooks: [], events: [] } })
  const aside = readdirSync(opened.folder).filter((name) => name.startsWith('ledger.damaged-'))
  expect(aside.map((name) => name.replace(/.*sqlite/, ''))).toEqual(expect.arrayContaining(['', '-wal']))
  expect(readdirSync(opened.folder).filter((name) => name.includes('.new'))).toEqual([])
})

test('a backup that is torn itself, or is gone, is refused, and nothing changes', async () => {
  await using opened = openOn((path) => {
    makeTorn(path)
    tear(join(backups(path), 'ledger-2026-11-21.sqlite'))
  })
  const before = readFileSync(opened.path)
  expect(await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-21.sqlite' })).toMatchObject({
    refusal: { code: 'unavailable', message: expect.stringContaining('Choose another one') },
  })
  expect(await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-01.sqlite' })).toMatchObject({
    refusal: { code: 'missing' },
  })
  expect(readFileSync(opened.path).equals(before)).toBe(true)
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({
    value: { kind: 'damaged', backups: [{ name: 'ledger-2026-11-20.sqlite' }] },
  })
})

test.for(['../ledger.sqlite', 'ledger-2026-11-20.sqlite/../../x', '/etc/passwd', 'ledger.sqlite'])(
  'the name of a backup is no path: %s',
  async (name) => {
    await using opened = openOn(makeTorn)
    expect(await opened.work.answer('recovery.restore', { name })).toMatchObject({ refusal: { code: 'invalid' } })
  },
)

test.for<[string, (path: string) => void, string]>([
  ['is whole', (path) => makeLedger(path, 1), 'none'],
  ['is of a newer version', (path) => makeWith(path, 'PRAGMA user_version = 99'), 'newer'],
  ['can’t be opened', (path) => mkdirSync(path), 'unreachable'],
])('a ledger that %s is never replaced, whatever the window asks for', async ([, prepare, kind]) => {
  await using opened = openOn((path) => {
    prepare(path)
    if (kind === 'none') addBackup(path, '2026-11-20')
  })
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({ value: { kind, backups: [] } })
  expect(await opened.work.answer('recovery.startEmpty', {})).toMatchObject({ refusal: { code: 'conflict' } })
  if (kind === 'none')
    expect(await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-20.sqlite' })).toMatchObject({
      refusal: { code: 'conflict' },
    })
  expect(readdirSync(opened.folder).filter((name) => name.includes('damaged'))).toEqual([])
})

function makeWith(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE later (x); ${sql}`)
  database.close()
}

test('a ledger another program holds is said to be held, and is opened once it is free', async () => {
  let other: DatabaseSync | undefined
  await using opened = openOn((path) => {
    makeLedger(path, 1)
    other = new DatabaseSync(path)
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  })
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({
    value: { kind: 'locked', message: expect.stringContaining('Close that program') },
  })
  other?.close()
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { events: [{ id: 'evt_1' }] } })
})

test('an empty file where there are backups is damage, not a new ledger; without them it is one', async () => {
  await using damaged = openOn((path) => {
    makeTorn(path)
    writeFileSync(path, '')
  })
  expect(await damaged.work.answer('recovery.look', {})).toMatchObject({
    value: { kind: 'damaged', backups: [{}, {}] },
  })
  await using fresh = openOn((path) => writeFileSync(path, ''))
  expect(await fresh.work.answer('app.snapshot', {})).toMatchObject({ ok: true })
})

test('a ledger that is missing beside its backups is damage: one of them can be put back', async () => {
  await using opened = openOn((path) => {
    makeTorn(path)
    rmSync(path)
  })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: false })
  expect(existsSync(opened.path)).toBe(false)
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({
    value: { kind: 'damaged', message: expect.stringMatching(/ledger\.sqlite is missing/), backups: [{}, {}] },
  })
  const restored = await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-20.sqlite' })
  expect(restored).toEqual({ ok: true, value: {} })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { events: [{ id: 'evt_1' }] } })
})

test('or an empty one started with, of which nothing is said at the next start; nor is it in an empty folder', async () => {
  await using opened = openOn((path) => {
    makeTorn(path)
    rmSync(path)
  })
  expect(await opened.work.answer('recovery.startEmpty', {})).toEqual({ ok: true, value: {} })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { events: [] } })
  openLedger({ path: opened.path, onCommit: () => {} }).close()
  expect(readdirSync(backups(opened.path))).toEqual(expect.arrayContaining(['ledger-2026-11-20.sqlite']))

  await using fresh = openOn(() => {})
  expect(await fresh.work.answer('app.snapshot', {})).toMatchObject({ ok: true })
})

test('a log without its ledger is damage too, and is kept aside', async () => {
  await using opened = openOn((path) => writeFileSync(`${path}-wal`, 'a log'))
  expect(await opened.work.answer('recovery.look', {})).toMatchObject({ value: { kind: 'damaged', backups: [] } })
  expect(await opened.work.answer('recovery.startEmpty', {})).toEqual({ ok: true, value: {} })
  const aside = readdirSync(opened.folder).find((name) => /^ledger\.damaged.*-wal$/.test(name))
  expect(readFileSync(join(opened.folder, aside!), 'utf8')).toBe('a log')
})

test('damage in the middle of the file is noticed after the start: a banner says so, no backup is made, and one can be put back', async () => {
  await using opened = openOn((path) => {
    makeLedger(path, 3000)
    addBackup(path, '2026-11-20')
    const bytes = readFileSync(path)
    // Two leaves in the middle of the largest table: neither end of it, nor what leads to it.
    const middle = Math.floor(bytes.length / 2 / 4096) * 4096
    writeFileSync(path, bytes.fill('torn', middle, middle + 2 * 4096))
  })
  const banner = expect.objectContaining({ id: 'ledger.damaged', next: expect.stringContaining('backup') })
  await expect
    .poll(async () => (await opened.work.answer('recovery.look', {})) as object, { timeout: 10_000 })
    .toMatchObject({ value: { kind: 'damaged', backups: [{ name: 'ledger-2026-11-20.sqlite' }] } })
  await expect
    .poll(() => opened.messages.flatMap(({ changes }) => changes))
    .toContainEqual({ kind: 'problems', problems: [banner] })
  expect(readdirSync(backups(opened.path))).toEqual(['ledger-2026-11-20.sqlite'])
  const restored = await opened.work.answer('recovery.restore', { name: 'ledger-2026-11-20.sqlite' })
  expect(restored).toEqual({ ok: true, value: {} })
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { problems: [] } })
  expect(existsSync(opened.path)).toBe(true)
})

test('where the new ledger can’t be put in place that is said, with the next step', async () => {
  const recovery = makeRecovery({
    path: 'ledger.sqlite',
    trouble: () => ({ kind: 'damaged', message: 'torn' }),
    run: async () => ({ kind: 'done', backups: [] }),
    whileClosed: async () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
    now: () => 0,
  })
  await expect(recovery['recovery.startEmpty']()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/it is where it was\. Free some disk space/),
  })
})
