import { DatabaseSync } from 'node:sqlite'
import { oneKilobyte } from './one-kilobyte.ts'

/**
 * Puts `deliveries` finished deliveries into a ledger that no one has open, as events of 1 KB that went to each of the
 * webhooks, with one attempt each. One in a thousand failed, one in two thousand was cancelled; the others arrived.
 */
export function fillLedger(path: string, webhookIds: string[], deliveries: number): void {
  const database = new DatabaseSync(path)
  const now = Date.now()
  const webhooks = webhookIds.length
  // Made for the bench only, so nothing has to survive a power cut while it is filled.
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN')
  database
    .prepare(insertEvents)
    .run({ count: Math.ceil(deliveries / webhooks), now, data: JSON.stringify(oneKilobyte.data) })
  database.prepare(insertDeliveries).run({ count: deliveries, now, ids: JSON.stringify(webhookIds), webhooks })
  database.prepare(insertAttempts).run()
  database.exec('COMMIT; ANALYZE')
  database.close()
}

const numbers = 'WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < :count - 1)'

const insertEvents = `${numbers}
  INSERT INTO event (id, type, timestamp, severity, title, subject, source, happened_at, accepted_at, data)
  SELECT printf('evt_%026d', n), 'security.critical', '2026-11-23T10:42:17.123Z', 'critical',
    'Credential dumping detected', 'WIN-FIN-07', 'manual', :now - 86400000 + n, :now - 86400000 + n, :data FROM number`

const insertDeliveries = `${numbers}
  INSERT INTO delivery (id, webhook_id, event_seq, state, attempts, tries, first_attempt_at, delivered_at, created_at,
    changed_at, last_code, last_status)
  SELECT printf('dlv_%026d', n), json_extract(:ids, '$[' || (n % CAST(:webhooks AS INTEGER)) || ']'), n / CAST(:webhooks AS INTEGER) + 1,
    CASE WHEN n % 1000 = 1 THEN 'failed' WHEN n % 2000 = 2 THEN 'cancelled' ELSE 'delivered' END, 1, 1,
    :now - 86400000 + n / CAST(:webhooks AS INTEGER), iif(n % 1000 = 1 OR n % 2000 = 2, NULL, :now - 86400000 + n / CAST(:webhooks AS INTEGER)),
    :now - 86400000 + n / CAST(:webhooks AS INTEGER), :now - 86400000 + n / CAST(:webhooks AS INTEGER),
    iif(n % 1000 = 1, 'server_error', 'accepted'), iif(n % 1000 = 1, 500, 200) FROM number`

const insertAttempts = `INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code)
  SELECT seq, 1, 0, created_at, changed_at, last_code FROM delivery`
