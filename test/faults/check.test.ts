import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** The record with one violation in it, by what is wrong, under the rule that must complain. */
const violations: Record<string, Record<string, Tamper>> = {
  'no accepted event is lost': {
    'an acknowledged event is not there': (_, entries) =>
      void entries.push({ kind: 'accepted', at: 0, event: 'evt_9', wanted: [] }),
    'one webhook has no delivery of it': (_, entries) =>
      void entries.push({ kind: 'accepted', at: 0, event: 'evt_3', wanted: ['whk_b'] }),
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
      insertAfter(entries, isOf('begun', 'dlv_a2', 1), { kind: 'disabled', at: 0, webhook: 'whk_a' })
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
    'something had reached the webhook': ({ sql }) =>
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', 'whk_b', seq, 'held', 0, 0 FROM event WHERE id = 'evt_3';
        INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code)
        SELECT delivery.seq, 1, 0, started_at + 10, started_at + 20, 'accepted' FROM attempt, delivery
        WHERE delivery.id = 'dlv_x' AND delivery_seq = 1 AND number = 2`),
    'disabled for a delivery that goes on': ({ sql }) =>
      sql("UPDATE notice SET delivery_id = 'dlv_a2' WHERE id = 'ntc_1'"),
    'disabled for trouble of the workstation': ({ sql }) =>
      sql("UPDATE attempt SET code = 'unknown' WHERE delivery_seq = 1 AND number = 5"),
  },
  'bytes sent are bytes signed': {
    'another body': (_, entries) => {
      const request = find(entries, 'dlv_a1', 2)
      request.headers['webhook-signature'] = `v1,${Buffer.alloc(32).toString('base64')}`
    },
    'no signature': (_, entries) => {
      delete find(entries, 'dlv_a1', 2).headers['webhook-signature']
    },
  },
  'bytes sent are bytes shown': {
    'another body is shown': ({ sql }) => sql(`UPDATE sent SET body = '{"body":"other"}' WHERE attempt_seq = 3`),
  },
  'no secret in a file or a message': {
    'in the database': ({ sql, password }) => sql(`UPDATE attempt SET detail = '${password}' WHERE seq = 3`),
    'URL-encoded in a log': ({ record, password }) =>
      writeFileSync(join(record.folder, 'castellan.log'), `GET /?key=${encodeURIComponent(password)}`),
    'in base64 inside other text': ({ record, password }) =>
      writeFileSync(join(record.folder, 'x'), Buffer.from(`user:${password}!`).toString('base64')),
    'in hex': ({ record, password }) => writeFileSync(join(record.folder, 'x'), Buffer.from(password).toString('hex')),
    'in JSON to the page': ({ password }) => ({ page: [JSON.stringify({ value: password })] }),
  },
  'the database is whole': {
    'a row that belongs to nothing': ({ sql }) =>
      sql("INSERT INTO notice (id, kind, webhook_id, reason, at) VALUES ('ntc_9', 'recovered', 'whk_x', '', 0)"),
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
  entries.map((entry) => (entry.kind === 'request' ? { ...entry, headers: { ...entry.headers } } : { ...entry }))
