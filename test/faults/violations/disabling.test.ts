import type { Entry } from '../record.ts'
import { drop, insertAfter, isOf, testViolations } from './violate.ts'

/** As if this webhook had chosen the event. */
const wantToo = (entries: Entry[], event: string, webhook: string): void => {
  for (const entry of entries) if (entry.kind === 'accepted' && entry.event === event) entry.wanted.push(webhook)
}

testViolations({
  '0 bytes after a committed disable or delete': {
    'a request after the disabling': (_, entries) => {
      insertAfter(entries, isOf('request', 'dlv_a2', 1), { kind: 'enabled', at: 0, webhook: 'whk_a' })
      insertAfter(entries, isOf('begun', 'dlv_a2', 1), { kind: 'disabled', at: 0, webhook: 'whk_a', by: 'user' })
    },
    'a connection after the disabling': (_, entries) =>
      void entries.push({ kind: 'bytes', at: 999_000, webhook: 'whk_b' }),
    'a request after the deletion': (_, entries) =>
      insertAfter(entries, isOf('begun', 'dlv_a2', 1), { kind: 'deleted', at: 0, webhook: 'whk_a' }),
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
    'told of, and not disabled': (_, entries) =>
      drop(entries, (entry) => entry.kind === 'disabled' && entry.by !== 'user'),
    'told of, and not disabled in the ledger, where nobody saw more': ({ sql }, entries) => {
      sql("UPDATE webhook SET disabled_at = NULL, disabled_by = NULL WHERE id = 'whk_b'")
      drop(entries, (entry) => (entry.kind === 'disabled' && entry.by !== 'user') || entry.kind === 'settled')
    },
    'disabled once more than told of': (_, entries) =>
      void entries.push({ kind: 'disabled', at: 999_000, webhook: 'whk_a', by: 'exhausted' }),
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
})
