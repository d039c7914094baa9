import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrate } from '../../../main/ledger/migrations.ts'
import { start } from '../../../main/ledger/migrations/001-start.ts'
import { openLedger } from '../../../main/ledger/open.ts'
import type { DeliveryState } from '../../../preload/contract/delivery.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { aDefinition } from '../engine/samples.ts'

const states: DeliveryState[] = ['queued', 'sending', 'retrying', 'delivered', 'failed', 'held', 'cancelled']
const sentOf = (attempt: number) => ({
  method: 'POST',
  url: 'https://soar.example.com/',
  headers: [],
  body: `body ${attempt} ü`,
})
const answerOf = (attempt: number) => ({ status: 200, headers: [], body: `answer ${attempt}`, truncated: false })

/** A ledger as version 1 left it: two webhooks, seven deliveries one in each state, attempts out of the order of their rows. */
function makeVersion1(path: string) {
  const database = new DatabaseSync(path)
  migrate(database, 0, [start])
  const run = (sql: string, ...values: (string | number | null)[]) => database.prepare(sql).run(...values)
  for (const id of ['whk_1', 'whk_2'])
    run(
      `INSERT INTO webhook (id, definition, url_shown, url_whole, sealed, created_at, updated_at, since, disabled_at, disabled_by, disabled_reason)
        VALUES (?, ?, 'https://…', 1, x'01', 1, 2, 3, ?, ?, ?)`,
      id,
      JSON.stringify(aDefinition({ name: id })),
      ...(id === 'whk_1' ? [null, null, null] : [4, 'user', 'why']),
    )
  states.forEach((state, index) => {
    const seq = index + 1
    run(
      "INSERT INTO event VALUES (?, ?, 'agent.online', '2026-11-23T10:00:00.000Z', 'info', 'T', NULL, 'manual', 0, 5, ?)",
      seq,
      `evt_${seq}`,
      '{"severity":"info","title":"T"}',
    )
    run(
      `INSERT INTO delivery VALUES (?, ?, ?, ?, ?, 2, 2, 0, ?, 6, NULL, 5, ?, 'server_error', 503)`,
      seq,
      `dlv_${seq}`,
      seq % 2 === 1 ? 'whk_1' : 'whk_2',
      seq,
      state,
      state === 'queued' || state === 'retrying' ? 700 - seq : null,
      100 + seq,
    )
    for (const number of [2, 1])
      run(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, 'accepted', NULL, ?, NULL, ?)",
        seq,
        number,
        number - 1,
        // The second attempts began before the first ones of the others.
        number * 1000 - seq,
        number * 1000,
        number === 1 ? JSON.stringify(sentOf(seq)) : null,
        JSON.stringify(answerOf(seq)),
      )
  })
  database.close()
}

test('a ledger of version 1 keeps its webhooks, events, deliveries and attempts, with what was sent and answered', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  makeVersion1(path)
  const before = new DatabaseSync(path)
  const tables = ['webhook', 'event', 'delivery']
  const rowsOf = (database: DatabaseSync, table: string) => database.prepare(`SELECT * FROM ${table}`).all()
  const old = tables.map((table) => rowsOf(before, table))
  before.close()

  const ledger = openLedger({ path, onCommit: () => {} })
  const after = new DatabaseSync(path)
  const added = {
    address_class: null,
    certificate: null,
    waiting_code: null,
    waiting_since: null,
    revision: 0,
    told: null,
    last_verdict: null,
  }
  expect(rowsOf(after, 'webhook')).toEqual(
    old[0]?.map((row, index) => ({ ...row, ...added, last_success_seq: [14, 13][index] })),
  )
  expect(rowsOf(after, 'event')).toEqual(old[1])
  expect(rowsOf(after, 'delivery')).toEqual(old[2]?.map((row) => ({ ...row, held_earlier: 0, last_verdict: null })))

  for (let seq = 1; seq <= 7; seq += 1) {
    const attempts = ledger.attempts.ofDelivery(seq)
    const common = { delivery_seq: seq, counted: true, code: 'accepted', detail: null, trace: null }
    expect(attempts).toEqual([
      {
        ...common,
        number: 1,
        manual: false,
        started_at: 1000 - seq,
        ended_at: 1000,
        sent: sentOf(seq),
        answer: answerOf(seq),
      },
      { ...common, number: 2, manual: true, started_at: 2000 - seq, ended_at: 2000, sent: null, answer: answerOf(seq) },
    ])
  }
  // Rows are in the order of time, so that the oldest can be pruned from the front.
  const times = rowsOf(after, 'attempt').map((row) => Number(row['started_at']))
  expect(times).toEqual(times.toSorted((one, other) => one - other))

  expect(ledger.deliveries.counters()).toEqual({ pending: 3, held: 1, failed: 1 })
  expect(ledger.deliveries.ofWebhook('whk_1')).toEqual({ pending: 2, held: 0, next: 697 })
  expect(ledger.deliveries.page({}, null, 100)).toHaveLength(7)
  const bytes = after.prepare(
    'SELECT (SELECT sum(octet_length(body)) FROM sent) + (SELECT sum(octet_length(body)) FROM answer) AS bytes',
  )
  expect(after.prepare('SELECT bytes FROM kept').all()).toEqual([bytes.get()])
  expect(after.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  expect(after.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  const kept = after.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%before%' OR name LIKE '%before%'").all()
  expect(kept).toEqual([])
  after.close()
  ledger.close()
})

test('the bytes kept of what was sent and answered follow each row that comes and goes', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, 0)
  const kept = () => database.prepare('SELECT bytes FROM kept').get()?.['bytes']
  expect(kept()).toBe(0)
  database.exec("INSERT INTO sent VALUES (1, 'four'), (2, 'ü'); INSERT INTO answer VALUES (1, 'fives')")
  expect(kept()).toBe(11)
  database.exec('DELETE FROM sent; DELETE FROM answer')
  expect(kept()).toBe(0)
})
