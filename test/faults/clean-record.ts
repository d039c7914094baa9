import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Webhook } from 'standardwebhooks'
import { openLedger } from '../../main/ledger/open.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import type { RunRecord } from './evidence.ts'
import type { Entry } from './record.ts'

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
/** The next one of `whk_a`. */
const nextSecret = `whsec_${Buffer.alloc(32, 6).toString('base64')}`
const rotatedAt = 903_000
const password = 'pa/ss "word+1'
const start = Date.UTC(2026, 10, 23, 10)

type Try = {
  code: string | null
  at: number
  manual?: boolean
  counted?: boolean
  status?: number
  seen?: boolean
  hint?: number
  /** Nobody knows when it went to the sender, nor what the sender heard. */
  seenOnly?: boolean
  /** What happens after the receiver has answered. */
  meanwhile?: Entry[]
}

/**
 * A record in which every promise is kept, with each exception that is allowed in it: a duplicate after a crash and
 * one by hand, an attempt that is not counted, a disabling, a delivery held, sent and dismissed, one broken off on the way.
 */
export function makeCleanRecord() {
  const folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  openLedger({ path, onCommit: () => {} }).close()
  const database = new DatabaseSync(path)
  const entries: Entry[] = []

  const addWebhook = (id: string) =>
    database
      .prepare(
        'INSERT INTO webhook (id, definition, url_shown, url_whole, sealed, created_at, updated_at, since) VALUES (?,?,?,?,?,?,?,?)',
      )
      .run(id, '{}', 'https://soar.example.com/', 1, new Uint8Array(4), start, start, start)

  const addEvent = (id: string, at: number, wanted: string[]) => {
    database
      .prepare(
        'INSERT INTO event (id, type, timestamp, severity, title, source, happened_at, accepted_at, data) VALUES (?,?,?,?,?,?,?,?,?)',
      )
      .run(id, 'security.critical', new Date(start).toISOString(), 'critical', 'A', 'manual', start, start + at, '{}')
    entries.push({ kind: 'accepted', at, event: id, wanted })
  }

  function addDelivery(id: string, event: string, webhook: string, state: string, tries: Try[]): void {
    const counted = tries.filter((one) => !one.manual && one.counted !== false).length
    const deliveredAt = tries.find(({ code }) => code === 'accepted')
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO delivery (id, webhook_id, event_seq, state, attempts, tries, first_attempt_at, delivered_at, created_at, changed_at)
          VALUES (?, ?, (SELECT seq FROM event WHERE id = ?), ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        webhook,
        event,
        state,
        counted,
        tries.length,
        tries[0] ? start + tries[0].at : null,
        deliveredAt ? start + deliveredAt.at : null,
        start,
        start,
      )
    tries.forEach((one, index) => addAttempt(Number(lastInsertRowid), id, event, webhook, index + 1, one))
  }

  function addAttempt(seq: number, delivery: string, event: string, webhook: string, attempt: number, one: Try): void {
    const { code, at, manual = false, counted = true, status = null, seen = true, hint = null } = one
    const body = Buffer.from(JSON.stringify({ id: event }))
    const time = new Date(start + at)
    const row = database
      .prepare(
        'INSERT INTO attempt (delivery_seq, number, manual, counted, started_at, ended_at, code) VALUES (?,?,?,?,?,?,?)',
      )
      .run(seq, attempt, Number(manual), Number(counted), start + at, code === null ? null : start + at + 1, code)
    const headers = {
      'webhook-id': delivery,
      'webhook-timestamp': String(Math.floor(time.getTime() / 1000)),
      'webhook-signature': (webhook === 'whk_a' && at > rotatedAt ? [nextSecret, secret] : [secret])
        .map((key) => new Webhook(key).sign(delivery, time, body))
        .join(' '),
    }
    const shown = [...Object.entries(headers), ['x-api-key', '••••']]
    const sent = { method: 'POST', url: 'https://soar.example.com/', headers: shown, body: body.toString() }
    database
      .prepare('INSERT INTO sent (attempt_seq, body) VALUES (?, ?)')
      .run(row.lastInsertRowid, JSON.stringify(sent))
    if (!one.seenOnly) entries.push({ kind: 'begun', at, delivery, attempt })
    if (seen) {
      const all = { ...headers, 'x-api-key': password, host: 'soar.example.com' }
      entries.push({ kind: 'request', at, delivery, attempt, webhook, method: 'POST', url: '/', headers: all, body })
    }
    if (status !== null) entries.push({ kind: 'answered', at: at + 1, delivery, attempt, status, retryAfterMs: hint })
    if (one.meanwhile) entries.push(...one.meanwhile)
    if (code === null || code === 'unknown' || one.seenOnly) return
    const end = { code, manual, counted, attempts: 1, dueIn: code === 'rate_limited' ? 60_000 : null }
    entries.push({ kind: 'settled', at: at + 1, delivery, attempt, end })
  }

  for (const id of ['whk_a', 'whk_b']) addWebhook(id)
  addEvent('evt_1', 0, ['whk_a', 'whk_b'])
  const fails = [0, 6_000, 37_000, 160_000, 770_000].map((at) => ({ code: 'server_error', at, status: 500 }))
  addDelivery('dlv_b1', 'evt_1', 'whk_b', 'failed', fails)
  database.exec(`UPDATE webhook SET disabled_at = ${start + 770_001}, disabled_by = 'exhausted' WHERE id = 'whk_b'`)
  database.exec(
    `INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at) VALUES ('ntc_0', 'early', 'whk_b', 'dlv_b1', '', ${start + 160_001})`,
  )
  database.exec(
    `INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at) VALUES ('ntc_1', 'disabled', 'whk_b', 'dlv_b1', '', ${start + 770_001})`,
  )
  entries.push({ kind: 'disabled', at: 770_001, webhook: 'whk_b', by: 'exhausted' })
  entries.push(
    { kind: 'network', at: 773_000, state: 'down' },
    { kind: 'redelivered', at: 773_000, delivery: 'dlv_a1' },
  )
  addDelivery('dlv_a1', 'evt_1', 'whk_a', 'delivered', [
    { code: 'no_network', at: 774_000, counted: false, seen: false },
    { code: 'rate_limited', at: 781_000, status: 429, hint: 60_000 },
    { code: 'accepted', at: 842_000, status: 200 },
    { code: 'accepted', at: 850_000, status: 200, manual: true },
  ])
  entries.push({ kind: 'network', at: 851_000, state: 'up' })
  addEvent('evt_2', 900_000, ['whk_a', 'whk_b'])
  addDelivery('dlv_b2', 'evt_2', 'whk_b', 'cancelled', [])
  entries.push({ kind: 'dismissed', at: 900_001, webhook: 'whk_b' })
  entries.push({ kind: 'rotated', at: rotatedAt, webhook: 'whk_a', from: start + rotatedAt, until: start + rotatedAt })
  addDelivery('dlv_a2', 'evt_2', 'whk_a', 'delivered', [
    { code: 'unknown', at: 900_000, status: 200, meanwhile: [{ kind: 'crash', at: 900_002 }] },
    { code: 'accepted', at: 906_000, status: 200 },
  ])
  addEvent('evt_3', 910_000, ['whk_a'])
  addDelivery('dlv_a3', 'evt_3', 'whk_a', 'failed', [
    { code: 'stopped', at: 910_000, counted: false },
    { code: 'gone', at: 911_000, status: 410 },
  ])
  database.exec(
    `INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at) VALUES ('ntc_2', 'disabled', 'whk_a', 'dlv_a3', '', ${start + 911_001})`,
  )
  entries.push(
    { kind: 'disabled', at: 911_001, webhook: 'whk_a', by: 'gone' },
    { kind: 'enabled', at: 911_002, webhook: 'whk_a' },
  )
  addEvent('evt_4', 912_000, ['whk_a'])
  const flicker: Entry[] = [
    { kind: 'disabled', at: 912_002, webhook: 'whk_a', by: 'user' },
    { kind: 'enabled', at: 912_003, webhook: 'whk_a' },
  ]
  addDelivery('dlv_a4', 'evt_4', 'whk_a', 'delivered', [
    { code: 'stopped', at: 912_000, counted: false, status: 200, seenOnly: true, meanwhile: flicker },
    { code: 'accepted', at: 912_010, status: 200 },
  ])
  database.close()
  writeFileSync(join(folder.path, 'settings.json'), '{}')

  const record: RunRecord = {
    folder: folder.path,
    entries,
    signing: new Map([
      ['whk_a', [secret, nextSecret]],
      ['whk_b', [secret]],
    ]),
    secrets: [secret, nextSecret, password],
    now: start + 920_000,
    page: ['{"revision":1,"changes":[]}'],
    log: ['a delivery could not be settled'],
  }
  return {
    record,
    password,
    /** Changes the ledger behind the record's back. */
    sql: (text: string): void => {
      const writer = new DatabaseSync(path)
      writer.exec('PRAGMA foreign_keys = OFF')
      writer.exec(text)
      writer.close()
    },
    [Symbol.dispose]: folder.remove,
  }
}
