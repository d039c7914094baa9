import type { Entry } from '../record.ts'
import { drop, find, insertAfter, isOf, testViolations } from './violate.ts'

/** An attempt more that is not counted, with nothing in its way. */
const uncounted = (code: string): Entry[] => {
  const end = { code, manual: false, counted: false, attempts: 0, dueIn: 0 }
  const of = { at: 950_000, delivery: 'dlv_b2', attempt: 1 }
  return [
    { kind: 'begun', ...of },
    { kind: 'settled', ...of, end },
  ]
}

testViolations({
  'at most 5 automatic attempts': {
    'six seen, whatever the ledger counts': ({ sql }, entries) => {
      sql(`INSERT INTO attempt (delivery_seq, number, manual, counted, started_at, ended_at, code)
        VALUES (1, 6, 0, 0, 0, 0, 'stopped');
        INSERT INTO sent SELECT last_insert_rowid(), body FROM sent WHERE attempt_seq = 5`)
      const ended = entries.find(isOf('answered', 'dlv_b1', 5))!
      insertAfter(entries, isOf('answered', 'dlv_b1', 5), { ...ended, attempt: 6 })
      insertAfter(entries, isOf('answered', 'dlv_b1', 5), { ...find(entries, 'dlv_b1', 5), attempt: 6 })
      insertAfter(entries, isOf('answered', 'dlv_b1', 5), { kind: 'begun', at: 0, delivery: 'dlv_b1', attempt: 6 })
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
  'duplicates only of attempts unknown at a crash': {
    'no crash before it': (_, entries) =>
      void entries.splice(
        entries.findIndex(({ kind }) => kind === 'crash'),
        1,
      ),
    'a crash, but the attempt is not unknown': ({ sql }) =>
      sql("UPDATE attempt SET code = 'accepted' WHERE code = 'unknown'"),
    'one that was broken off by nobody': (_, entries) =>
      drop(entries, (entry) => entry.kind === 'disabled' && entry.by === 'user'),
    'one that was broken off, and whose sender had heard the answer': (_, entries) => {
      const seen = find(entries, 'dlv_a4', 1)
      entries.splice(entries.indexOf(seen), 0, { kind: 'begun', at: seen.at, delivery: 'dlv_a4', attempt: 1 })
    },
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
})
