import { drop, testViolations } from './violate.ts'

testViolations({
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
  'an event goes only to who had chosen it': {
    'one webhook more has it': ({ sql }) =>
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', 'whk_b', seq, 'held', 0, 0 FROM event WHERE id = 'evt_3'`),
  },
  'an event goes to a webhook under one webhook-id': {
    'a second delivery of it': ({ sql }) =>
      sql(`INSERT INTO delivery (id, webhook_id, event_seq, state, created_at, changed_at)
        SELECT 'dlv_x', webhook_id, event_seq, 'held', 0, 0 FROM delivery WHERE id = 'dlv_a1'`),
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
  'only what is over is let go of': {
    'a delivery nobody had seen': ({ sql }, entries) => {
      sql("DELETE FROM delivery WHERE id = 'dlv_b2'")
      drop(entries, ({ kind }) => kind === 'begun' || kind === 'settled')
      entries.push({ kind: 'pruned', at: 999_000, bodyDays: 0, historyDays: 0 })
    },
  },
  'what is sent is the event of the delivery': {
    'another one': ({ sql }) =>
      sql(`UPDATE delivery SET event_seq = (SELECT seq FROM event WHERE id = iif(delivery.id = 'dlv_a1', 'evt_2', 'evt_1'))
        WHERE id IN ('dlv_a1', 'dlv_a2')`),
  },
})
