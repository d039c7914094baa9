import { DatabaseSync } from 'node:sqlite'

/** The rows as they are in the file. Read without any of the product's code: a bug in its reader can't hide here. */
export type LedgerRows = ReturnType<typeof readLedger>

export type WebhookFact = {
  id: string
  removed_at: number | null
  disabled_at: number | null
  disabled_by: string | null
}
export type Tally = { pending: number; held: number; failed: number }
export type DeliveryFact = {
  seq: number
  id: string
  webhook_id: string
  event_id: string | null
  state: string
  attempts: number
  due_at: number | null
  first_attempt_at: number | null
  delivered_at: number | null
}
export type AttemptFact = {
  seq: number
  delivery_id: string
  webhook_id: string
  number: number
  manual: number
  counted: number
  started_at: number
  ended_at: number | null
  code: string | null
  sent: string | null
}
export type NoticeFact = { seq: number; kind: string; webhook_id: string; delivery_id: string | null; at: number }

export function readLedger(path: string) {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  const all = <T>(sql: string) => database.prepare(sql).all() as T[]
  try {
    return {
      webhooks: all<WebhookFact>('SELECT id, removed_at, disabled_at, disabled_by FROM webhook'),
      events: new Set(all<{ id: string }>('SELECT id FROM event').map(({ id }) => id)),
      deliveries: all<DeliveryFact>(
        `SELECT delivery.seq, delivery.id, webhook_id, event.id AS event_id, state, attempts, due_at, first_attempt_at,
          delivered_at FROM delivery LEFT JOIN event ON event.seq = event_seq ORDER BY delivery.seq`,
      ),
      attempts: all<AttemptFact>(
        `SELECT attempt.seq, delivery.id AS delivery_id, webhook_id, number, attempt.manual, counted, started_at,
          ended_at, code, sent.body AS sent FROM attempt JOIN delivery ON delivery.seq = delivery_seq
          LEFT JOIN sent ON attempt_seq = attempt.seq ORDER BY delivery_seq, number`,
      ),
      notices: all<NoticeFact>('SELECT seq, kind, webhook_id, delivery_id, at FROM notice ORDER BY seq'),
      /** What is counted all the time, and the same counted now. */
      tallies: all<Tally & { webhook_id: string }>('SELECT webhook_id, pending, held, failed FROM tally'),
      counts: all<Tally & { webhook_id: string }>(
        `SELECT webhook_id, sum(state IN ('queued', 'sending', 'retrying')) AS pending, sum(state = 'held') AS held,
          sum(state = 'failed') AS failed FROM delivery GROUP BY webhook_id`,
      ),
      kept: all<{ noted: number; real: number }>(
        `SELECT bytes AS noted, (SELECT coalesce(sum(octet_length(body)), 0) FROM sent)
          + (SELECT coalesce(sum(octet_length(body)), 0) FROM answer) AS real FROM kept`,
      ),
      integrity: all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check),
      orphans: all<{ table: string }>('PRAGMA foreign_key_check').map(({ table }) => table),
    }
  } finally {
    database.close()
  }
}
