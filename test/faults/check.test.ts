import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { check } from './check.ts'
import { makeCleanRecord } from './clean-record.ts'
import type { Entry, EntryOf, SeenRequest } from './record.ts'

type Clean = ReturnType<typeof makeCleanRecord>
type Tamper = (clean: Clean, entries: Entry[]) => Partial<Clean['record']> | void

const isOf =
  <K extends Entry['kind']>(kind: K, delivery: string, attempt: number) =>
  (entry: Entry): entry is EntryOf<K> =>
    entry.kind === kind && 'attempt' in entry && entry.delivery === delivery && entry.attempt === attempt

const find = (entries: Entry[], delivery: string, attempt: number): SeenRequest =>
  entries.find(isOf('request', delivery, attempt))!

/** Puts an entry right behind the first one that fits. */
const insertAfter = (entries: Entry[], fits: (entry: Entry) => boolean, entry: Entry) =>
  void entries.splice(entries.findIndex(fits) + 1, 0, entry)

const drop = (entries: Entry[], fits: (entry: Entry) => boolean): void =>
  void entries.splice(0, entries.length, ...entries.filter((entry) => !fits(entry)))

/** As if this webhook had chosen the event. */
const wantToo = (entries: Entry[], event: string, webhook: string): void => {
  for (const entry of entries) if (entry.kind === 'accepted' && entry.event === event) entry.wanted.push(webhook)
}

/** Has an attempt show something else. */
const show = (attemptSeq: number, body: string): string =>
  `UPDATE sent SET body = ${body} WHERE attempt_seq = ${attemptSeq};
    UPDATE kept SET bytes = (SELECT sum(octet_length(body)) FROM sent)`

/** An attempt more that is not counted, with nothing in its way. */
const uncounted = (code: string): Entry[] => {
  const end = { code, manual: false, counted: false, attempts: 0, dueIn: 0 }
  const of = { at: 950_000, delivery: 'dlv_b2', attempt: 1 }
  return [
    { kind: 'begun', ...of },
    { kind: 'settled', ...of, end },
  ]
}

/** The record with one violation in it, by what is wrong, under the rule that must complain. */
const violations: Record<string, Record<string, Tamper>> = {
  'no accepted event is lost': {
    'an acknowledged event is not there': (_, entries) =>
      void entries.push({ kind: 'accepted', at: 0, event: 'evt_9', wanted: [] }),
    'one webhook has no delivery of it': (_, entries) =>
      void entries.push({ kind: 'accepted', at: 0, event: 'evt_3', wanted: ['whk_a', 'whk_b'] }),
    'a delivery waits for no time': ({ sql }) => sql("UPDATE delivery SET state = 'retrying' WHERE id = 'dlv_a3'"),
    'a delivery is being sent by nobody': ({ sql }) => sql("UPDATE delivery SET state = 'sending' WHERE id = 'dlv_a1'"),
    'a delivery nobody answered is delivered': ({ sql }) =>
      sql("UPDATE delivery SET state = 'delivered' WHERE id = 'dlv_b2'"),
    'a delivery failed before its fifth attempt': ({ sql }) =>
      sql("UPDATE delivery SET state = 'failed' WHERE id = 'dlv_a2'"),
    'a delivery is cancelled by itself': ({ sql }) =>
      sql("UPDATE delivery SET state = 'cancelled' WHERE id = 'dlv_a3'"),
  },
  'at most 5 automatic attempts': {
    'six seen, whatever the ledger counts': ({ sql }, entries) => {
      sql(`INSERT INTO attempt (delivery_seq, number, manual, counted, started_at, ended_at, code)
        VALUES (1, 6, 0, 0, 0, 0, 'stopped');
        INSERT INTO sent SELECT last_insert_rowid(), body FROM sent WHERE attempt_seq = 5`)
      const ended = entries.find(isOf('answered', 'dlv_b1', 5))!
      insertAfter(entries, isOf('answered', 'dlv_b1', 5), { ...ended, attempt: 6 })
      insertAfter(entries, isOf('answered', 'dlv_b1', 5), { ...find(entries, 'dlv_b1', 5), attempt: 6 })
    },
    'a sixth': ({ sql }) =>
      sql(`INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code)
        SELECT seq, 6, 0, 0, 0, 'server_error' FROM delivery WHERE id = 'dlv_b1'`),
  },
  'an attempt row for every request': {
    'a request nobody wrote down': (_, entries) => {
      const request = find(entries, 'dlv_a1', 4)
      const again = { ...request, attempt: 5 }
      insertAfter(entries, isOf('request', 'dlv_a1', 2), again)
    },
    'one attempt sent twice': (_, entries) =>
      insertAfter(entries, isOf('request', 'dlv_a1', 2), find(entries, 'dlv_a1', 2)),
    'a delivery sent to another webhook': (_, entries) => {
      const request = find(entries, 'dlv_b1', 1)
      entries.splice(entries.indexOf(request), 1, { ...request, webhook: 'whk_a' })
    },
  },
  'only trouble of the workstation is not counted': {
    'an answer that is not counted': ({ sql }) => sql("UPDATE attempt SET counted = 0 WHERE code = 'rate_limited'"),
    'an attempt without a network that is counted': (_, entries) =>
      insertAfter(entries, isOf('begun', 'dlv_b1', 1), { kind: 'offline', at: 0, delivery: 'dlv_b1', attempt: 1 }),
    'a missing network that is counted': ({ sql }) => sql("UPDATE attempt SET counted = 1 WHERE code = 'no_network'"),
  },
  'an attempt that is not counted met trouble of the workstation': {
    'no network was missing': (_, entries) => drop(entries, ({ kind }) => kind === 'network'),
    'no proxy had failed': (_, entries) => void entries.push(...uncounted('proxy_auth')),
    'the keyring was open': (_, entries) => void entries.push(...uncounted('unreadable_secret')),
    'nobody had slept': (_, entries) => void entries.push(...uncounted('asleep')),
    'it was answered': (_, entries) =>
      insertAfter(entries, isOf('begun', 'dlv_a1', 1), {
        kind: 'answered',
        at: 774_000,
        delivery: 'dlv_a1',
        attempt: 1,
        status: 500,
        retryAfterMs: null,
      }),
  },
  'an attempt marked manual was asked for': {
    'nobody had asked': (_, entries) => drop(entries, ({ kind }) => kind === 'redelivered'),
    'nobody had asked yet': (_, entries) => {
      const [asked] = entries.splice(
        entries.findIndex(({ kind }) => kind === 'redelivered'),
        1,
      )
      entries.push(asked!)
    },
    'one more than asked for': ({ sql }) => sql("UPDATE attempt SET manual = 1 WHERE code = 'rate_limited'"),
  },
  'an event goes only to who had chosen it': {
    'one webhook more has it': ({ sql }) =>
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', 'whk_b', seq, 'held', 0, 0 FROM event WHERE id = 'evt_3'`),
  },
  'nothing stays held without a cause': {
    'its webhook was never disabled': ({ sql }, entries) => {
      sql("UPDATE delivery SET state = 'held' WHERE id = 'dlv_a1'")
      entries.unshift({ kind: 'held', at: 0, delivery: 'dlv_a1' })
    },
    'the analyst had it sent': ({ sql }, entries) => {
      sql("UPDATE delivery SET state = 'held' WHERE id = 'dlv_a3'")
      entries.push({ kind: 'resumed', at: 0, webhook: 'whk_a', all: false })
    },
    'the analyst had all sent': ({ sql }, entries) => {
      sql("UPDATE delivery SET state = 'held' WHERE id = 'dlv_a3'")
      entries.push({ kind: 'held', at: 0, delivery: 'dlv_a3' }, { kind: 'resumed', at: 0, webhook: 'whk_a', all: true })
    },
  },
  'no wait is longer than its longest': {
    'a retry': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_b1', 1)(entry)) entry.end!.dueIn = 5_600
    },
    'a hint that says less': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_a1', 2)(entry)) entry.end!.dueIn = 60_100
    },
    'what does not count': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_a1', 1)(entry)) entry.end!.dueIn = 61_000
    },
    'a delivery due in 5138': ({ sql, record }) =>
      sql(`UPDATE delivery SET state = 'retrying', due_at = ${record.now! + 100e9} WHERE id = 'dlv_a2'`),
  },
  'an early notice once until something arrives, a recovery once after bad news': {
    'two early ones': ({ sql }) =>
      sql(`INSERT INTO notice (seq, id, kind, webhook_id, delivery_id, reason, at)
        SELECT 0, 'ntc_9', kind, webhook_id, delivery_id, reason, at FROM notice WHERE id = 'ntc_0'`),
    'an early one too early': ({ sql }) =>
      sql(`INSERT INTO notice (seq, id, kind, webhook_id, delivery_id, reason, at)
        VALUES (0, 'ntc_9', 'early', 'whk_a', 'dlv_a2', '', 0)`),
    'a recovery from nothing': ({ sql }) =>
      sql(`INSERT INTO notice (seq, id, kind, webhook_id, delivery_id, reason, at)
        VALUES (0, 'ntc_9', 'recovered', 'whk_a', 'dlv_a1', '', 0)`),
    'a recovery of what did not arrive': ({ sql }) =>
      sql(`INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at)
        VALUES ('ntc_9', 'recovered', 'whk_b', 'dlv_b1', '', 0)`),
    'no word of the third failure': ({ sql }, entries) => {
      sql("DELETE FROM notice WHERE webhook_id = 'whk_b'; UPDATE attempt SET code = 'unknown' WHERE seq = 5")
      drop(entries, (entry) => entry.kind === 'disabled' && entry.webhook === 'whk_b')
      sql("UPDATE webhook SET disabled_at = NULL, disabled_by = NULL WHERE id = 'whk_b'")
    },
    'no word of the recovery': ({ sql }, entries) => {
      sql("DELETE FROM notice WHERE id = 'ntc_1'; UPDATE attempt SET code = 'unknown' WHERE seq = 5")
      drop(entries, (entry) => entry.kind === 'disabled' && entry.webhook === 'whk_b')
      sql("UPDATE webhook SET disabled_at = NULL, disabled_by = NULL WHERE id = 'whk_b'")
      const arrived = entries.find(isOf('settled', 'dlv_a2', 2))!
      entries.push({ ...arrived, delivery: 'dlv_b2' })
    },
  },
  'what is sent is the event of the delivery': {
    'another one': ({ sql }) =>
      sql(`UPDATE delivery SET event_seq = (SELECT seq FROM event WHERE id = iif(delivery.id = 'dlv_a1', 'evt_2', 'evt_1'))
        WHERE id IN ('dlv_a1', 'dlv_a2')`),
  },
  'duplicates only of attempts unknown at a crash': {
    'no crash before it': (_, entries) =>
      void entries.splice(
        entries.findIndex(({ kind }) => kind === 'crash'),
        1,
      ),
    'a crash, but the attempt is not unknown': ({ sql }) =>
      sql("UPDATE attempt SET code = 'accepted' WHERE code = 'unknown'"),
    'an automatic one after a success': (_, entries) =>
      insertAfter(entries, isOf('answered', 'dlv_b1', 1), {
        kind: 'answered',
        at: 1,
        delivery: 'dlv_b1',
        attempt: 1,
        status: 204,
        retryAfterMs: null,
      }),
  },
  'an event goes to a webhook under one webhook-id': {
    'a second delivery of it': ({ sql }) =>
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', webhook_id, event_seq, 'held', 0, 0 FROM delivery WHERE id = 'dlv_a1'`),
  },
  '0 bytes after a committed disable or delete': {
    'a request after the disabling': (_, entries) => {
      insertAfter(entries, isOf('request', 'dlv_a2', 1), { kind: 'enabled', at: 0, webhook: 'whk_a' })
      insertAfter(entries, isOf('begun', 'dlv_a2', 1), { kind: 'disabled', at: 0, webhook: 'whk_a', by: 'user' })
    },
    'a request after the deletion': (_, entries) =>
      insertAfter(entries, isOf('begun', 'dlv_a2', 1), { kind: 'deleted', at: 0, webhook: 'whk_a' }),
  },
  'every back-off is at least its minimum': {
    'a step cut short': (_, entries) => {
      for (const entry of entries) if (isOf('begun', 'dlv_b1', 2)(entry)) entry.at = 4_000
    },
    'a hint not waited for': (_, entries) => {
      for (const entry of entries) if (isOf('begun', 'dlv_a1', 3)(entry)) entry.at = 835_000
    },
  },
  'disabled exactly when the rule says, with one notice': {
    'no notice': ({ sql }) => sql("DELETE FROM notice WHERE delivery_id = 'dlv_a3'"),
    'two notices': ({ sql }) =>
      sql(`INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at)
        SELECT 'ntc_9', kind, webhook_id, delivery_id, reason, at FROM notice WHERE id = 'ntc_1'`),
    'something had reached the webhook': ({ sql }, entries) => {
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', 'whk_b', seq, 'held', 0, 0 FROM event WHERE id = 'evt_3';
        INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code)
        SELECT delivery.seq, 1, 0, started_at + 10, started_at + 20, 'accepted' FROM attempt, delivery
        WHERE delivery.id = 'dlv_x' AND delivery_seq = 1 AND number = 2`)
      wantToo(entries, 'evt_3', 'whk_b')
    },
    'disabled for a delivery that goes on': ({ sql }) =>
      sql("UPDATE notice SET delivery_id = 'dlv_a2' WHERE id = 'ntc_1'"),
    'disabled for trouble of the workstation': ({ sql }) =>
      sql("UPDATE attempt SET code = 'unknown' WHERE delivery_seq = 1 AND number = 5"),
    'told of, and not disabled': (_, entries) => drop(entries, ({ kind }) => kind === 'disabled'),
    'told of, and not disabled in the ledger, where nobody saw more': ({ sql }, entries) => {
      sql("UPDATE webhook SET disabled_at = NULL, disabled_by = NULL WHERE id = 'whk_b'")
      drop(entries, ({ kind }) => kind === 'disabled' || kind === 'settled')
    },
    'disabled once more than told of': (_, entries) =>
      void entries.push({ kind: 'disabled', at: 999_000, webhook: 'whk_a', by: 'exhausted' }),
  },
  'bytes sent are bytes signed': {
    'another body': ({ sql }, entries) => {
      const other = `v1,${Buffer.alloc(32).toString('base64')}`
      find(entries, 'dlv_a1', 2).headers['webhook-signature'] = other
      sql(show(7, `json_set(body, '$.headers[2][1]', '${other}')`))
    },
    'no signature': ({ sql }, entries) => {
      sql(show(7, "json_remove(body, '$.headers[2]')"))
      delete find(entries, 'dlv_a1', 2).headers['webhook-signature']
    },
  },
  'bytes sent are bytes shown': {
    'another body is shown': ({ sql }) => sql(show(3, "json_set(body, '$.body', 'other')")),
    'nothing is shown': ({ sql }) => sql('DELETE FROM sent WHERE attempt_seq = 3'),
    'another method is shown': ({ sql }) => sql(show(3, "json_set(body, '$.method', 'PUT')")),
    'a header is not shown': (_, entries) => void (find(entries, 'dlv_a1', 2).headers['x-more'] = '1'),
    'a header is shown that was not sent': (_, entries) => {
      delete find(entries, 'dlv_a1', 2).headers['x-api-key']
    },
    'another value is shown': ({ sql }) => sql(show(3, "json_set(body, '$.headers[0][1]', 'x')")),
  },
  'no secret in a file or a message': {
    'in the database': ({ sql, password }) => sql(`UPDATE attempt SET detail = '${password}' WHERE seq = 3`),
    'URL-encoded in a log': ({ record, password }) =>
      writeFileSync(join(record.folder, 'castellan.log'), `GET /?key=${encodeURIComponent(password)}`),
    'in base64 inside other text': ({ record, password }) =>
      writeFileSync(join(record.folder, 'x'), Buffer.from(`user:${password}!`).toString('base64')),
    'in hex': ({ record, password }) => writeFileSync(join(record.folder, 'x'), Buffer.from(password).toString('hex')),
    'in the log': ({ password }) => ({ log: [`could not open ${password}`] }),
    'in JSON to the page': ({ password }) => ({ page: [JSON.stringify({ value: password })] }),
  },
  'what is counted all the time is what is there': {
    'one more is held': ({ sql }) => sql("UPDATE tally SET held = held + 1 WHERE webhook_id = 'whk_a'"),
    'one less has failed': ({ sql }) => sql("UPDATE tally SET failed = failed - 1 WHERE webhook_id = 'whk_b'"),
    'fewer bytes are kept': ({ sql }) => sql('UPDATE kept SET bytes = bytes - 1'),
  },
  'the database is whole': {
    'an index knows less than its table': ({ record }) => {
      const writer = new DatabaseSync(join(record.folder, 'ledger.sqlite'), { defensive: false })
      writer.exec('PRAGMA writable_schema = ON')
      writer.exec("DELETE FROM sqlite_schema WHERE name = 'notice_of_webhook'")
      writer.close()
    },
    'a row that belongs to nothing': ({ sql }) =>
      sql('INSERT INTO attempt (delivery_seq, number, manual, started_at) VALUES (99, 1, 0, 0)'),
  },
}

test('where every promise is kept, with each exception that is allowed, nothing is complained of', () => {
  using clean = makeCleanRecord()
  expect(check(clean.record)).toEqual([])
})

for (const [rule, cases] of Object.entries(violations)) {
  for (const [what, tamper] of Object.entries(cases)) {
    test(`${rule}: ${what}`, () => {
      using clean = makeCleanRecord()
      const entries = structuredCloneOf(clean.record.entries)
      const changed = tamper(clean, entries)
      const complaints = check({ ...clean.record, entries, ...changed })
      expect([...new Set(complaints.map((line) => line.split(': ')[0]))]).toEqual([rule])
    })
  }
}

/** Bodies stay the buffers they are. */
const structuredCloneOf = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => {
    if (entry.kind === 'request') return { ...entry, headers: { ...entry.headers } }
    if (entry.kind === 'accepted') return { ...entry, wanted: [...entry.wanted] }
    return entry.kind === 'settled' && entry.end ? { ...entry, end: { ...entry.end } } : { ...entry }
  })
