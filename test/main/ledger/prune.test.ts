import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RuleDraft } from '../../../preload/contract/rule.ts'
import { prune } from '../../../main/ledger/prune.ts'
import { openUpkeep } from '../../../main/ledger/upkeep.ts'
import type { DeliveryState } from '../../../preload/contract/delivery.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { addWebhook, openSample } from './open-sample.ts'

const day = 24 * 60 * 60 * 1000
const sent = { method: 'POST', url: 'https://soar.example.com/', headers: [], body: 'b'.repeat(1000) }
const answer = { status: 200, headers: [], body: 'fine', truncated: false }

type Sample = ReturnType<typeof openSample>

/** One event with one delivery and one ended attempt, all at a time so many days ago. */
function add(
  { ledger, outside }: Sample,
  now: number,
  name: string,
  daysAgo: number,
  state: DeliveryState = 'delivered',
) {
  const at = now - daysAgo * day
  ledger.write(() => {
    const event = ledger.events.insert({
      id: `evt_${name}`,
      type: 'agent.online',
      timestamp: new Date(at).toISOString(),
      data: { severity: 'info', title: name },
      subject: null,
      source: 'manual',
      acceptedAt: at,
    })
    ledger.deliveries.insert(name, 'whk_1', event!, 'queued', at)
    const { seq } = ledger.deliveries.get(name)!
    ledger.attempts.open(seq, 1, false, sent, at)
    ledger.attempts.close(seq, 1, { code: 'accepted', detail: null, trace: null, answer }, at)
  })
  outside.prepare('UPDATE delivery SET state = ?, due_at = NULL WHERE id = ?').run(state, name)
}

function openPrunable() {
  const sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  const clock = makeFakeClock()
  const settings = { bodyDays: 14, bodyMegabytes: 500, historyDays: 90 }
  const start = (open = () => true) =>
    prune({ ledger: sample.ledger, clock, settings: () => settings, believed: clock.now(), open })
  const one = (sql: string) => Object.values(sample.outside.prepare(sql).get() ?? {})[0]
  return {
    ...sample,
    sample,
    clock,
    settings,
    start,
    /** Runs it to its end, through its pauses. */
    async pruneAll() {
      const ended = start().then(() => true)
      while (!(await Promise.race([ended, setImmediate(false)]))) clock.advance(10)
    },
    add: (name: string, daysAgo: number, state?: DeliveryState) => add(sample, clock.now(), name, daysAgo, state),
    bodiesOf: (name: string) => {
      const [attempt] = sample.ledger.attempts.ofDelivery(sample.ledger.deliveries.get(name)!.seq)
      return [attempt?.sent, attempt?.answer]
    },
    ids: () =>
      sample.outside
        .prepare('SELECT id FROM delivery ORDER BY seq')
        .all()
        .map(({ id }) => id),
    count: (table: string) => one(`SELECT count(*) FROM ${table}`),
    [Symbol.dispose]: () => sample[Symbol.dispose](),
  }
}

test('what was sent and answered goes after its days; the attempt, its delivery and its event stay', async () => {
  using ledger = openPrunable()
  ledger.add('old', 15)
  ledger.add('young', 13)
  await ledger.pruneAll()
  expect(ledger.bodiesOf('old')).toEqual([null, null])
  expect(ledger.bodiesOf('young')).toEqual([sent, answer])
  expect(ledger.ids()).toEqual(['old', 'young'])
  expect(ledger.ledger.attempts.ofDelivery(1)).toMatchObject([{ number: 1, code: 'accepted' }])
})

test('beyond its megabytes the oldest goes first, and no more than has to', async () => {
  using ledger = openPrunable()
  // 30 of them are a little more than 10 MB.
  for (let index = 0; index < 30; index += 1) {
    ledger.add(`d${index}`, 1)
    ledger.outside.exec(
      `UPDATE sent SET body = json_set(body, '$.body', printf('%.*c', 400000, 'x')) WHERE attempt_seq = ${index + 1}`,
    )
  }
  const bytes = 'coalesce(sum(octet_length(body)), 0) FROM'
  ledger.outside.exec(`UPDATE kept SET bytes = (SELECT ${bytes} sent) + (SELECT ${bytes} answer)`)
  ledger.settings.bodyMegabytes = 10
  await ledger.pruneAll()
  const left = ledger.ids().filter((id) => ledger.bodiesOf(String(id))[0] !== null)
  const fits = Math.floor((10 * 1024 * 1024) / 400_300)
  expect(left).toEqual(Array.from({ length: fits }, (_, index) => `d${30 - fits + index}`))
})

test('deliveries that are over go after the days of history, with their attempts and events', async () => {
  using ledger = openPrunable()
  for (const state of ['delivered', 'failed', 'cancelled'] as const) ledger.add(state, 91, state)
  ledger.add('young', 89)
  await ledger.pruneAll()
  expect(ledger.ids()).toEqual(['young'])
  for (const table of ['event', 'delivery', 'attempt']) expect([table, ledger.count(table)]).toEqual([table, 1])
  for (const table of ['sent', 'answer']) expect([table, ledger.count(table)]).toEqual([table, 0])
  expect(ledger.ledger.deliveries.counters()).toEqual({ pending: 0, held: 0, failed: 0 })
  expect(ledger.ledger.pruning.kept()).toBe(0)
})

test('what is not over stays whole, however old it and however much there is', async () => {
  using ledger = openPrunable()
  const states = ['queued', 'retrying', 'sending', 'held'] as const
  for (const state of states) ledger.add(state, 400, state)
  ledger.add('old', 400)
  ledger.settings.bodyMegabytes = 0
  await ledger.pruneAll()
  expect(ledger.ids()).toEqual([...states])
  for (const state of states) expect(ledger.bodiesOf(state)).toEqual([sent, answer])
  expect(ledger.count('event')).toBe(4)
})

test('one that was sent again lately stays, and so does an event of which another delivery is left', async () => {
  using ledger = openPrunable()
  for (const name of ['again', 'old']) ledger.add(name, 100)
  ledger.outside.exec(`UPDATE delivery SET changed_at = ${ledger.clock.now() - day} WHERE id = 'again'`)
  ledger.ledger.write(() => ledger.ledger.deliveries.insert('held', 'whk_1', 2, 'held', ledger.clock.now() - 100 * day))
  await ledger.pruneAll()
  expect(ledger.ids()).toEqual(['again', 'held'])
  expect(ledger.count('event')).toBe(2)
})

test('rows of a time to come, from a clock that was wrong, do not keep older ones behind them in place', async () => {
  using ledger = openPrunable()
  ledger.add('future', -1000)
  ledger.add('old', 100)
  ledger.add('young', 1)
  await ledger.pruneAll()
  expect(ledger.ids()).toEqual(['future', 'young'])
})

test('a notice goes after the days of history, but for the last one of its webhook; of a rule also the last', async () => {
  using ledger = openPrunable()
  for (const id of ['ntc_1', 'ntc_2']) {
    const notice = { id, kind: 'early', webhookId: 'whk_1', deliveryId: null, reason: '', at: 0 } as const
    ledger.ledger.write(() => ledger.ledger.notices.insert(notice))
  }
  const aRule: RuleDraft = {
    name: 'R',
    severity: 'low',
    filter: null,
    when: { kind: 'each' },
    by: null,
    coolDownSeconds: 0,
  }
  const ofRule = { id: 'ntc_rule', kind: 'stopped', ruleId: 'rul_1', reason: '', at: 0 } as const
  ledger.ledger.write(() => {
    ledger.ledger.rules.insert('rul_1', aRule, 0)
    ledger.ledger.notices.insert(ofRule)
  })
  ledger.outside.exec("UPDATE outbox SET state = 'sent'")
  await ledger.pruneAll()
  expect(ledger.ledger.notices.page(null, 10).map(({ id }) => id)).toEqual(['ntc_2'])
  expect(ledger.count('outbox')).toBe(2)
})

test('what is still to be mailed or shown stays, however short the history, and goes when that is over', async () => {
  using ledger = openPrunable()
  ledger.settings.historyDays = 1
  ledger.add('mailed', 3)
  ledger.add('other', 2)
  ledger.ledger.write(() => {
    ledger.ledger.outbox.add('mail', 'event', 'evt_mailed', 0)
    for (const id of ['ntc_1', 'ntc_2', 'ntc_3'])
      ledger.ledger.notices.insert({ id, kind: 'early', webhookId: 'whk_1', deliveryId: null, reason: '', at: 0 })
  })
  ledger.outside.exec(`UPDATE outbox SET state = 'sent' WHERE ref = 'ntc_1' OR channel = 'desktop';
    UPDATE outbox SET state = 'sending' WHERE ref = 'ntc_2' AND channel = 'mail'`)
  await ledger.pruneAll()
  expect(ledger.ledger.notices.page(null, 10).map(({ id }) => id)).toEqual(['ntc_3', 'ntc_2'])
  expect(ledger.ledger.events.page(null, 10).map(({ id }) => id)).toEqual(['evt_mailed'])
  expect(ledger.ids()).toEqual([])
  ledger.outside.exec("UPDATE outbox SET state = 'sent'")
  await ledger.pruneAll()
  expect(ledger.ledger.notices.page(null, 10).map(({ id }) => id)).toEqual(['ntc_3'])
  expect(ledger.count('event')).toBe(0)
})

test('it works in batches: between two of them others write, and it stops when it is told to', async () => {
  using ledger = openPrunable()
  for (let index = 0; index < 500; index += 1) ledger.add(`d${index}`, 20)
  let open = true
  const ending = ledger.start(() => open)
  // One batch is done, and the next has not begun.
  expect(ledger.count('sent')).toBe(300)
  ledger.add('between', 0)
  ledger.clock.advance(10)
  await setImmediate()
  expect(ledger.count('sent')).toBe(101)
  open = false
  ledger.clock.advance(10)
  await ending
  expect(ledger.count('sent')).toBe(101)
})

test('a batch ends when its time is over, be it after one row', async () => {
  using ledger = openPrunable()
  for (let index = 0; index < 3; index += 1) ledger.add(`d${index}`, 20)
  let monotonic = 0
  // Each look at the clock is 5 ms later.
  const clock = { ...ledger.clock, monotonic: () => (monotonic += 5) }
  const { ledger: rows, settings } = ledger
  const ending = prune({ ledger: rows, clock, settings: () => settings, believed: clock.now(), open: () => true })
  for (const left of [2, 1, 0]) {
    expect(ledger.count('sent')).toBe(left)
    ledger.clock.advance(10)
    await setImmediate()
  }
  for (let more = 0; more < 20; more += 1) {
    ledger.clock.advance(10)
    await setImmediate()
  }
  await ending
})

test('upkeep does its tasks at the start, then each hour, and goes on after one that failed', async () => {
  const clock = makeFakeClock()
  const did: string[] = []
  const errors: string[] = []
  const upkeep = openUpkeep({
    clock,
    tasks: [
      async () => {
        did.push('fails')
        throw new Error('no')
      },
      async () => void did.push('works'),
    ],
    log: { error: (message) => void errors.push(message) },
  })
  await setImmediate()
  expect(did).toEqual(['fails', 'works'])
  clock.advance(60 * 60 * 1000)
  await setImmediate()
  expect(did).toEqual(['fails', 'works', 'fails', 'works'])
  expect(errors).toHaveLength(2)
  await upkeep.close()
  clock.advance(60 * 60 * 1000)
  expect(did).toHaveLength(4)
})
