import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openAttempts } from '../../../main/ledger/attempts.ts'
import { openDeliveries } from '../../../main/ledger/deliveries.ts'
import { openDeliveryLists } from '../../../main/ledger/delivery-lists.ts'
import { openEvents } from '../../../main/ledger/events.ts'
import { openFailedDeliveries } from '../../../main/ledger/failed-deliveries.ts'
import { migrate } from '../../../main/ledger/migrations.ts'
import { openWebhooks } from '../../../main/ledger/webhooks.ts'
import { type DeliveryFilter, type DeliveryState, deliveryStates } from '../../../preload/contract/delivery.ts'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

type Sample = ReturnType<typeof openSample>

/** Deliveries dlv_1 … dlv_n: for two webhooks in turn, three to an event. */
function fill({ ledger, outside }: Sample, count: number) {
  for (const id of ['whk_0', 'whk_1']) addWebhook(ledger, id)
  const states: DeliveryState[] = ['queued', 'delivered', 'failed', 'held']
  for (let index = 1; index <= count; index += 1) {
    const event = Math.ceil(index / 3)
    if (index % 3 === 1) addEvent(ledger, `evt_${event}`)
    ledger.write(() => ledger.deliveries.insert(`dlv_${index}`, `whk_${index % 2}`, event, 'queued', index))
    outside.prepare('UPDATE delivery SET state = ? WHERE seq = ?').run(states[index % 4] ?? '', index)
  }
}

function* pages({ ledger }: Sample, filter: DeliveryFilter, limit: number) {
  let before: number | null = null
  // Bounded, so that a page that repeats itself is a failure and not a hang.
  for (let count = 0; count < 50; count += 1) {
    const page = ledger.deliveries.page(filter, before, limit)
    if (page.length === 0) return
    yield page
    before = page.at(-1)?.seq ?? 0
  }
  throw new Error('The pages have no end.')
}
const numbers = (from: number, keep: (index: number) => boolean = () => true) =>
  Array.from({ length: from }, (_, index) => from - index).filter(keep)

test.for([1, 2, 7, 24, 25, 100])('pages of %i hold every delivery once, newest first', (limit) => {
  using sample = openSample()
  fill(sample, 24)
  const seen = [...pages(sample, {}, limit)].flat().map(({ seq }) => seq)
  expect(seen).toEqual(numbers(24))
})

test('rows that come in meanwhile shift nothing: no row twice, none left out', () => {
  using sample = openSample()
  fill(sample, 12)
  const seen: number[] = []
  for (const page of pages(sample, {}, 5)) {
    seen.push(...page.map(({ seq }) => seq))
    sample.ledger.write(() => sample.ledger.deliveries.insert(`new_${seen.length}`, 'whk_0', 1, 'queued', 0))
  }
  expect(seen).toEqual(numbers(12))
})

test.for<[string, DeliveryFilter, (index: number) => boolean]>([
  ['webhook', { webhookId: 'whk_1' }, (index) => index % 2 === 1],
  ['event', { eventId: 'evt_3' }, (index) => index >= 7 && index <= 9],
  ['one state', { states: ['failed'] }, (index) => index % 4 === 2],
  ['several states', { states: ['failed', 'held'] }, (index) => index % 4 >= 2],
  ['no state at all', { states: [] }, () => false],
  ['webhook and state', { webhookId: 'whk_0', states: ['queued'] }, (index) => index % 4 === 0],
  ['all three', { webhookId: 'whk_1', eventId: 'evt_3', states: ['held'] }, (index) => index === 7],
  ['an event that is not there', { eventId: 'evt_none' }, () => false],
  ['a webhook that is not there', { webhookId: "' OR 1=1 --" }, () => false],
])('a filter by %s keeps what matches, over all pages', ([, filter, keep]) => {
  using sample = openSample()
  fill(sample, 24)
  expect([...pages(sample, filter, 2)].flat().map(({ seq }) => seq)).toEqual(numbers(24, keep))
})

test('a page whose rows can’t be read is not the end: what is behind them is on it', () => {
  using sample = openSample()
  fill(sample, 24)
  sample.outside.exec(
    "UPDATE delivery SET last_code = 'new' WHERE seq > 10; UPDATE event SET type = 'new' WHERE seq > 6",
  )
  expect([...pages(sample, {}, 5)].flat().map(({ seq }) => seq)).toEqual(numbers(10))
  const failed = [...pages(sample, { states: ['failed'] }, 1)].flat().map(({ seq }) => seq)
  expect(failed).toEqual(numbers(10, (index) => index % 4 === 2))
  expect(sample.ledger.events.page(null, 2).map(({ seq }) => seq)).toEqual([6, 5])
})

test('events page the same way, and each says how many of its deliveries have arrived', () => {
  using sample = openSample()
  fill(sample, 12)
  sample.outside.exec('UPDATE delivery SET delivered_at = 1 WHERE seq IN (1, 2, 4)')
  const first = sample.ledger.events.page(null, 3)
  const rest = sample.ledger.events.page(first.at(-1)?.seq ?? null, 3)
  expect([...first, ...rest].map(({ id, deliveries, delivered }) => [id, deliveries, delivered])).toEqual([
    ['evt_4', 3, 0],
    ['evt_3', 3, 0],
    ['evt_2', 3, 1],
    ['evt_1', 3, 2],
  ])
})

describe('due work', () => {
  test('is new events before retries, each the longest due first, and no more than asked for', () => {
    using sample = openSample()
    const { ledger, outside } = sample
    addWebhook(ledger, 'whk_0')
    addEvent(ledger, 'evt_1')
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f'])
      ledger.write(() => ledger.deliveries.insert(id, 'whk_0', 1, 'queued', 100))
    outside.exec(`UPDATE delivery SET state = 'retrying', due_at = 10 WHERE id IN ('a', 'b');
      UPDATE delivery SET due_at = 50 WHERE id = 'd'; UPDATE delivery SET due_at = 101 WHERE id = 'f'`)
    const due = (limit: number) => ledger.deliveries.due('whk_0', 100, limit).map(({ id }) => id)
    expect(due(10)).toEqual(['d', 'c', 'e', 'a', 'b'])
    expect(due(4)).toEqual(['d', 'c', 'e', 'a'])
    expect(due(2)).toEqual(['d', 'c'])
    expect(ledger.deliveries.nextDue(100)).toBe(101)
    expect(ledger.deliveries.nextDue(101)).toBeNull()
  })

  test('behind more rows that can’t be read than asked for is found', () => {
    using sample = openSample()
    const { ledger, outside } = sample
    addWebhook(ledger, 'whk_0')
    addEvent(ledger, 'evt_1')
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      ledger.write(() => ledger.deliveries.insert(id, 'whk_0', 1, 'queued', 100))
    outside.exec("UPDATE delivery SET last_code = 'new' WHERE id < 'd'")
    expect(ledger.deliveries.due('whk_0', 100, 2).map(({ id }) => id)).toEqual(['d', 'e'])
    expect(ledger.deliveries.head('whk_0')?.id).toBe('d')
  })

  test('of a disabled or removed webhook sets no timer', () => {
    using sample = openSample()
    const { ledger, outside } = sample
    for (const [index, id] of ['whk_0', 'whk_1'].entries()) {
      addWebhook(ledger, id)
      addEvent(ledger, `evt_${index}`)
      ledger.write(() => ledger.deliveries.insert(`dlv_${index}`, id, index + 1, 'queued', 500))
    }
    expect(ledger.deliveries.nextDue(0)).toBe(500)
    outside.exec(
      "UPDATE webhook SET disabled_at = 1 WHERE id = 'whk_0'; UPDATE webhook SET removed_at = 1 WHERE id = 'whk_1'",
    )
    expect(ledger.deliveries.nextDue(0)).toBeNull()
  })
})

test('what waits, is held and failed is counted by webhook and in all, through every change, without removed webhooks', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  fill(sample, 24)
  expect(ledger.deliveries.counters()).toEqual({ pending: 6, held: 6, failed: 6 })
  expect(ledger.deliveries.ofWebhook('whk_0')).toMatchObject({ pending: 6, held: 0 })
  expect(ledger.deliveries.ofWebhook('whk_1')).toMatchObject({ pending: 0, held: 6 })
  expect(ledger.deliveries.ofWebhook('whk_none')).toEqual({ pending: 0, held: 0, next: null })
  ledger.write(() => {
    ledger.deliveries.hold('whk_0', 100)
    ledger.deliveries.release('whk_1', 100)
    ledger.deliveries.begin(ledger.deliveries.get('dlv_3')!, 100)
  })
  expect(ledger.deliveries.counters()).toEqual({ pending: 6, held: 6, failed: 6 })
  expect(ledger.deliveries.ofWebhook('whk_1')).toEqual({ pending: 6, held: 0, next: 100 })
  outside.exec(
    "DELETE FROM delivery WHERE state = 'failed' AND seq < 10; UPDATE webhook SET removed_at = 1 WHERE id = 'whk_1'",
  )
  expect(ledger.deliveries.counters()).toEqual({ pending: 0, held: 6, failed: 4 })
})

test('the counts are right after every way from one state to another, and to none', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_0')
  const event = addEvent(ledger, 'evt_1')
  const move = outside.prepare("UPDATE delivery SET state = ? WHERE id = 'dlv_1'")
  const countsOf = (state: DeliveryState) => ({
    pending: Number(state === 'queued' || state === 'sending' || state === 'retrying'),
    held: Number(state === 'held'),
    failed: Number(state === 'failed'),
  })
  for (const from of deliveryStates) {
    for (const to of deliveryStates) {
      ledger.write(() => ledger.deliveries.insert('dlv_1', 'whk_0', event, 'queued', 0))
      for (const state of [from, to]) {
        move.run(state)
        expect([from, to, ledger.deliveries.counters()]).toEqual([from, to, countsOf(state)])
      }
      outside.exec('DELETE FROM delivery')
      expect([to, ledger.deliveries.counters()]).toEqual([to, { pending: 0, held: 0, failed: 0 }])
    }
  }
})

test('the failing delivery that is furthest is the one with the most attempts, being sent or waiting', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_0')
  addEvent(ledger, 'evt_1')
  for (const id of ['a', 'b', 'c', 'd']) ledger.write(() => ledger.deliveries.insert(id, 'whk_0', 1, 'queued', 100))
  expect(ledger.deliveries.furthest('whk_0')).toBeNull()
  outside.exec("UPDATE delivery SET state = 'retrying', attempts = seq, due_at = 1000 - seq WHERE id < 'd'")
  expect(ledger.deliveries.furthest('whk_0')?.id).toBe('c')
  outside.exec("UPDATE delivery SET attempts = 3 WHERE id = 'b'")
  expect(ledger.deliveries.furthest('whk_0')?.id).toBe('c')
  outside.exec("UPDATE delivery SET state = 'sending', attempts = 3, due_at = NULL WHERE id = 'd'")
  expect(ledger.deliveries.furthest('whk_0')?.id).toBe('d')
})

/** Notes every statement that is prepared. */
class Recording extends DatabaseSync {
  readonly statements: string[] = []
  override prepare(sql: string) {
    this.statements.push(sql)
    return super.prepare(sql)
  }
}

test('no question about deliveries or attempts reads a whole table, and the order comes out of an index', () => {
  using database = new Recording(':memory:')
  migrate(database, 0)
  openWebhooks(database, () => {})
  openEvents(database, () => {})
  openAttempts(database, () => {})
  openDeliveries(database, () => {})
  openDeliveryLists(database, () => {})
  openFailedDeliveries(database, () => {})

  const asked = database.statements.filter((sql) => /\b(delivery|attempt)\b/.test(sql))
  expect(asked.length).toBeGreaterThan(20)
  const scanning = asked.flatMap((sql) => {
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail))
    // At most 8 of a webhook are being sent at a time: those may be sorted.
    const sorts = plan.some((line) => line.includes('TEMP B-TREE')) && !sql.includes("state = 'sending'")
    const slow = sorts || plan.some((line) => /SCAN (delivery|attempt)\b/.test(line))
    return slow ? [{ sql, plan }] : []
  })
  expect(scanning).toEqual([])
})

test('what is counted at each change of a delivery is counted without making a list: a long backlog moves at once', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, 0)
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
  expect(triggers.length).toBeGreaterThan(3)
  expect(triggers.filter(({ sql }) => / IN \(/.test(String(sql))).map(({ name }) => name)).toEqual([])
})
