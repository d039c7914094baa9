import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { alwaysUp, type Network } from '../../main/engine/effects.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { noOutlook } from '../../main/notices/outlook.ts'
import type { Snapshot } from '../../preload/contract/changes.ts'
import { commands } from '../../preload/contract/commands.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { anAccount, makeAccounts } from '../support/mail-accounts.ts'
import { openOn } from './open-work.ts'

const makeNewer = (path: string) => {
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE later (x); PRAGMA user_version = 99')
  database.close()
}
/** SQLite opens it, for the first page is whole. */
const tearPages = (path: string) => {
  openLedger({ path, onCommit: () => {} }).close()
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill('torn', 4096))
}
const makeCorrupt = (path: string) => writeFileSync(path, 'this was a database once '.repeat(1000))

test.for<[string, (path: string) => void, RegExp]>([
  ['written by a newer version', makeNewer, /newer version of Castellan Webhooks/],
  ['whole on its first page only', tearPages, /ledger\.sqlite is damaged .+ Put back a backup/],
  ['corrupt', makeCorrupt, /ledger\.sqlite is damaged: .+ Put back a backup/],
])(
  'with a ledger that is %s every command but showing the folder and recovering is refused with the reason, and the file stays',
  async ([, prepare, words]) => {
    await using opened = openOn(prepare)
    const before = readFileSync(opened.path)
    const refused = Object.keys(commands).filter((name) => !/^(app.showDataFolder|recovery)/.test(name))
    for (const name of [...refused, 'no such command', '__proto__', undefined]) {
      expect(await opened.work.answer(name, {})).toEqual({
        ok: false,
        refusal: { code: 'unavailable', message: expect.stringMatching(words) },
      })
    }
    expect(await opened.work.answer('app.showDataFolder', {})).toEqual({ ok: true, value: {} })
    opened.work.touch({ settings: true })
    expect(opened.messages).toEqual([])
    expect(readFileSync(opened.path).equals(before)).toBe(true)
    expect(readdirSync(opened.folder).toSorted()).toEqual(['ledger.sqlite', 'logs'])
    expect(readFileSync(join(opened.folder, 'logs', 'castellan.log'), 'utf8')).toContain('the ledger can not be opened')
  },
)

test('once the file is moved away, trying again starts the app', async () => {
  await using opened = openOn(makeNewer)
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: false })
  renameSync(opened.path, `${opened.path}.kept`)
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { webhooks: [] } })
})

test('on an empty folder a ledger is made and every command is there', async () => {
  await using opened = openOn(() => {})
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { webhooks: [] } })
})

test('a webhook that can’t be read does not keep the app from starting, and the log names it', async () => {
  const id = 'whk_00000000-0000-4000-8000-000000000001'
  let spoil = ''
  await using first = openOn((path) => void (spoil = path))
  const draft = { name: 'SOAR', url: 'https://127.0.0.1:9/', events: ['agent.online'] }
  await first.work.answer('webhooks.create', { id, draft })
  const outside = new DatabaseSync(spoil)
  outside.exec("UPDATE webhook SET definition = '{torn'")
  outside.close()
  expect(await first.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { webhooks: [] } })
  const log = readFileSync(join(first.folder, 'logs', 'castellan.log'), 'utf8')
  expect(log.match(/a row of the ledger can not be read/g)).toHaveLength(1)
  expect(log).toContain(`"row":"${id}"`)
})

test('closing ends everything: the database is one file again', async () => {
  await using opened = openOn(() => {})
  await opened.work.answer('app.snapshot', {})
  await opened.work.close()
  expect(readdirSync(opened.folder).filter((name) => name.startsWith('ledger'))).toEqual(['ledger.sqlite'])
  opened.work.close = async () => {}
})

const showChange = expect.objectContaining({ changes: [{ kind: 'show', place: { screen: 'notices' } }] })

test('a start that fails after the ledger was opened leaves nobody behind who listens to the network', async () => {
  const listening = new Set<() => void>()
  const network: Network = {
    state: () => 'up',
    onChange: (listener) => {
      listening.add(listener)
      return () => void listening.delete(listener)
    },
  }
  let other: DatabaseSync | undefined
  await using opened = openOn((path) => {
    openLedger({ path, onCommit: () => {} }).close()
    other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
  }, network)
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ refusal: { code: 'unavailable' } })
  expect(listening.size).toBe(0)
  other?.close()
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true })
  expect(listening.size).toBeGreaterThan(0)
})

test('a screen asked for before the page listens is shown once it has its snapshot, and only once', async () => {
  await using opened = openOn(() => {})
  opened.work.show({ screen: 'notices' })
  await opened.work.answer('settings.get', {})
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { revision: 0 } })
  await expect.poll(() => opened.messages).toEqual([showChange])
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ ok: true, value: { revision: 1 } })
})

test('a screen asked for while the page listens is shown at once', async () => {
  await using opened = openOn(() => {})
  await opened.work.answer('app.snapshot', {})
  opened.work.show({ screen: 'notices' })
  await expect.poll(() => opened.messages).toEqual([showChange])
})

test('a page that is loaded anew listens only once it has a snapshot of its own', async () => {
  await using opened = openOn(() => {})
  await opened.work.answer('app.snapshot', {})
  opened.work.pageLoads()
  opened.work.show({ screen: 'settings' })
  opened.work.show({ screen: 'notices' })
  opened.work.touch({ settings: true })
  await expect.poll(() => opened.messages).toHaveLength(1)
  expect(opened.messages).toMatchObject([{ changes: [{ kind: 'settings' }] }])
  await opened.work.answer('app.snapshot', {})
  await expect.poll(() => opened.messages.slice(1)).toEqual([showChange])
})

test('a screen asked for while the ledger can’t be used is shown once it can', async () => {
  await using opened = openOn(makeNewer)
  await opened.work.answer('app.snapshot', {})
  opened.work.show({ screen: 'notices' })
  renameSync(opened.path, `${opened.path}.kept`)
  await opened.work.answer('app.snapshot', {})
  await expect.poll(() => opened.messages).toEqual([showChange])
})

test('SECURITY: neither mail nor a webhook gets to the port the app listens on itself', async () => {
  const settings = settingsSchema.parse({ proxy: { mode: 'none' } })
  settings.sources.http = { on: true, port: 0, tls: true, mapping: null }
  await using opened = openOn(() => {}, alwaysUp, {
    settings: { get: () => settings, update: () => settings },
    mailAccounts: makeAccounts(anAccount({ port: 465, ca: '' }, { caCertificate: null })),
  })
  const { answer } = opened.work
  const own = async () => {
    const reply = (await answer('app.snapshot', {})) as { value: Snapshot }
    const source = reply.value.sources.find(({ kind }) => kind === 'http')
    return source?.kind === 'http' && source.state === 'on' ? Number(new URL(source.url).port) : 0
  }
  await expect.poll(own).toBeGreaterThan(0)
  const port = await own()
  const draft = {
    name: 'SOAR',
    url: `https://127.0.0.1:${port}/v1/events`,
    events: ['agent.online'],
    agreeTo: 'loopback',
  }
  expect(await answer('email.test', { email: { port, host: 'localhost' } })).toMatchObject({
    value: { code: 'address_blocked' },
  })
  expect(await answer('webhooks.test', { id: 'whk_00000000-0000-4000-8000-000000000001', draft })).toMatchObject({
    value: { code: 'blocked_address' },
  })
})

test('secrets are stored as soon as there is a webhook, and may be where the ledger can’t be asked', async () => {
  await using opened = openOn(() => {})
  expect(opened.work.anythingSealed()).toBe(false)
  const draft = { name: 'SOAR', url: 'https://127.0.0.1:9/', events: ['agent.online'] }
  await opened.work.answer('webhooks.create', { id: 'whk_00000000-0000-4000-8000-000000000001', draft })
  expect(opened.work.anythingSealed()).toBe(true)
  await using refused = openOn(makeNewer)
  expect(refused.work.anythingSealed()).toBe(true)
})

test('while the ledger can’t be written an event is refused, a banner says so, reading goes on, and the banner goes by itself', async () => {
  await using opened = openOn(() => {})
  const event = { type: 'agent.online', data: { severity: 'info', title: 'T' } }
  await opened.work.answer('events.fire', event)
  const problems = () =>
    opened.messages
      .flatMap(({ changes }) => changes)
      .flatMap((change) => (change.kind === 'problems' ? [change.problems] : []))
  const other = new DatabaseSync(opened.path)
  other.exec('BEGIN IMMEDIATE')
  expect(await opened.work.answer('events.fire', event)).toMatchObject({
    refusal: { code: 'unavailable', message: expect.stringContaining('Close that program') },
  })
  const banner = {
    id: 'ledger.unwritable',
    message: expect.stringContaining('refused meanwhile'),
    next: expect.any(String),
  }
  await expect.poll(problems).toEqual([[banner]])
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({
    ok: true,
    value: { problems: [banner], events: [{ title: 'T' }] },
  })
  other.exec('ROLLBACK')
  other.close()
  expect(await opened.work.answer('events.fire', event)).toMatchObject({ ok: true })
  await expect.poll(problems).toEqual([[banner], []])
  expect(await opened.work.answer('app.snapshot', {})).toMatchObject({ value: { problems: [], events: [{}, {}] } })
})

test('a ledger that stops being readable while it runs throws at nobody who asks how things stand; that is logged once', async () => {
  await using opened = openOn(() => {})
  await opened.work.answer('app.snapshot', {})
  expect(opened.work.outlook()).toMatchObject({ state: 'ok', webhooks: 0 })
  const outside = new DatabaseSync(opened.path)
  outside.exec('ALTER TABLE notice RENAME TO torn')
  const log = () => readFileSync(join(opened.folder, 'logs', 'castellan.log'), 'utf8').match(/how things stand/g)
  for (let time = 0; time < 3; time += 1) expect(opened.work.outlook()).toEqual(noOutlook)
  expect(log()).toHaveLength(1)
  outside.exec('ALTER TABLE torn RENAME TO notice')
  outside.close()
  expect(opened.work.outlook()).toMatchObject({ state: 'ok' })
})

test('how things stand is asked for anew once a damaged ledger was replaced', async () => {
  let looks = 0
  await using opened = openOn(tearPages, alwaysUp, { outlookChanged: () => (looks += 1) })
  expect(opened.work.outlook()).toEqual(noOutlook)
  await opened.work.answer('recovery.startEmpty', {})
  expect(opened.work.outlook()).toMatchObject({ state: 'ok' })
  expect(looks).toBe(1)
})

test('and once one that another program held can be opened', async () => {
  let looks = 0
  await using opened = openOn(makeNewer, alwaysUp, { outlookChanged: () => (looks += 1) })
  await opened.work.answer('app.snapshot', {})
  expect(looks).toBe(0)
  renameSync(opened.path, `${opened.path}.kept`)
  await opened.work.answer('app.snapshot', {})
  expect(looks).toBe(1)
})

test('after its end it answers how things stand without a word in the log', async () => {
  await using opened = openOn(() => {})
  await opened.work.close()
  expect(opened.work.outlook()).toEqual(noOutlook)
  expect(readdirSync(opened.folder)).not.toContain('logs')
  opened.work.close = async () => {}
})
