import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  type AddressClass,
  addressClassSchema,
  type OutcomeCode,
  outcomeCodeSchema,
} from '../../preload/contract/outcome.ts'
import { type WebhookDefinition, webhookDefinitionSchema } from '../../preload/contract/webhook.ts'
import { flag, json, jsonOnce, makeReader, type ReportUnreadable } from './read.ts'

/** What the receiver showed at the last connection. */
const certificateSchema = z.object({ subject: z.string(), issuer: z.string(), validTo: z.number() })

const rowSchema = z.object({
  id: z.string(),
  definition: jsonOnce(webhookDefinitionSchema),
  url_shown: z.string(),
  url_whole: flag,
  sealed: z.instanceof(Uint8Array),
  signing_updated_at: z.number().nullable(),
  signing_previous_until: z.number().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
  removed_at: z.number().nullable(),
  /** Since when it is active, or failing. */
  since: z.number(),
  disabled_at: z.number().nullable(),
  disabled_by: z.enum(['user', 'gone', 'exhausted']).nullable(),
  disabled_reason: z.string().nullable(),
  last_attempt_at: z.number().nullable(),
  /** null: none since it was made or enabled. */
  last_attempt_ok: flag.nullable(),
  last_code: outcomeCodeSchema.nullable(),
  last_status: z.number().nullable(),
  last_verdict: z.string().nullable(),
  last_success_at: z.number().nullable(),
  /** The least public one agreed to; null until the name was found once. */
  address_class: addressClassSchema.nullable(),
  certificate: json(certificateSchema).nullable(),
  /** Why the workstation itself can't send to it now. */
  waiting_code: outcomeCodeSchema.nullable(),
  waiting_since: z.number().nullable(),
  /** How often it was saved. */
  revision: z.number(),
  /** The bad news told of it last; null: none since it recovered. */
  told: z.enum(['early', 'disabled']).nullable(),
})
export type WebhookRow = z.infer<typeof rowSchema>

const wishSchema = rowSchema.pick({ id: true, definition: true, disabled_at: true, removed_at: true })
export type WebhookWish = z.infer<typeof wishSchema>

/** What a save writes. */
export type WebhookSave = {
  id: string
  definition: WebhookDefinition
  urlShown: string
  urlWhole: boolean
  sealed: Uint8Array
  signingUpdatedAt: number | null
  signingPreviousUntil: number | null
}

/** Statements of the webhook table. `removed` ones stay for a while, so that a removal can be taken back. */
export function openWebhooks(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('webhook', report)
  const all = database.prepare('SELECT * FROM webhook WHERE removed_at IS NULL ORDER BY created_at, id')
  const wishes = database.prepare(
    'SELECT id, definition, disabled_at, removed_at FROM webhook WHERE removed_at IS NULL OR removed_at > ?',
  )
  const one = database.prepare('SELECT * FROM webhook WHERE id = ?')
  const insert = database.prepare(
    `INSERT INTO webhook (definition, url_shown, url_whole, sealed, signing_updated_at, signing_previous_until,
      id, created_at, updated_at, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = database.prepare(
    `UPDATE webhook SET definition = ?, url_shown = ?, url_whole = ?, sealed = ?, signing_updated_at = ?,
      signing_previous_until = ?, updated_at = ?, revision = revision + 1 WHERE id = ?`,
  )
  const agree = database.prepare('UPDATE webhook SET address_class = ? WHERE id = ?')
  const tell = database.prepare('UPDATE webhook SET told = ? WHERE id = ?')
  const remove = database.prepare('UPDATE webhook SET removed_at = ? WHERE id = ?')
  const enable = database.prepare(
    `UPDATE webhook SET disabled_at = NULL, disabled_by = NULL, disabled_reason = NULL, since = ?,
      last_attempt_ok = NULL, told = iif(told IS NULL, NULL, 'disabled') WHERE id = ?`,
  )
  const disable = database.prepare(
    'UPDATE webhook SET disabled_at = ?, disabled_by = ?, disabled_reason = ? WHERE id = ? AND disabled_at IS NULL',
  )
  const succeeded = database.prepare(
    `UPDATE webhook SET since = CASE WHEN last_attempt_ok = 0 THEN :now ELSE since END, last_attempt_at = :now,
      last_attempt_ok = 1, last_code = :code, last_status = :status, last_verdict = NULL, last_success_at = :now,
      last_success_seq = (SELECT max(seq) FROM attempt),
      waiting_code = NULL, waiting_since = NULL WHERE id = :id`,
  )
  const failed = database.prepare(
    `UPDATE webhook SET since = CASE WHEN last_attempt_ok = 0 THEN since ELSE :now END, last_attempt_at = :now,
      last_attempt_ok = 0, last_code = :code, last_status = :status, last_verdict = :verdict,
      waiting_code = NULL, waiting_since = NULL
      WHERE id = :id`,
  )
  const waits = database.prepare(
    'UPDATE webhook SET waiting_code = :code, waiting_since = coalesce(waiting_since, :now) WHERE id = :id',
  )
  const begin = database.prepare(
    `UPDATE webhook SET waiting_code = NULL, waiting_since = NULL,
      certificate = CASE :moved WHEN 1 THEN NULL ELSE certificate END WHERE id = :id`,
  )
  const showed = database.prepare('UPDATE webhook SET certificate = ? WHERE id = ?')

  const reachedSince = database.prepare(
    `SELECT 1 FROM webhook WHERE id = :id AND last_success_seq >= (SELECT min(seq) FROM attempt
      WHERE delivery_seq = :delivery AND manual = 0 AND counted = 1)`,
  )

  const columns = (save: WebhookSave) =>
    [
      JSON.stringify(save.definition),
      save.urlShown,
      Number(save.urlWhole),
      save.sealed,
      save.signingUpdatedAt,
      save.signingPreviousUntil,
    ] as const

  return {
    all: () => read.all(all, rowSchema),
    /**
     * Of all, and of those removed after `time`, whose removal may still be taken back, what each event has to know. One
     * of which another column can't be read gets its events all the same: they wait until it can be.
     */
    wishesSince: (time: number) => read.all(wishes, wishSchema, time),
    get: (id: string) => read.one(one, rowSchema, id),
    insert: (save: WebhookSave, now: number) => void insert.run(...columns(save), save.id, now, now, now),
    update: (save: WebhookSave, now: number) => void update.run(...columns(save), now, save.id),
    /** Nothing less public than this is connected to from now on; null: the next connection decides. */
    agreeTo: (id: string, addressClass: AddressClass | null) => void agree.run(addressClass, id),
    /** What the receiver showed at the last connection. */
    showed: (id: string, certificate: z.infer<typeof certificateSchema>) =>
      void showed.run(JSON.stringify(certificate), id),
    /** After a save nothing is known to stand in the way, and, where it leads elsewhere now, nothing of the receiver. */
    beginAnew: (id: string, moved: boolean) => void begin.run({ id, moved: Number(moved) }),
    /** What was told of it: bad news, or, with null, that it recovered. */
    tell: (id: string, told: WebhookRow['told']) => void tell.run(told, id),
    /** Sets or, with null, takes back the removal. */
    setRemoved: (id: string, at: number | null) => void remove.run(at, id),
    enable: (id: string, now: number) => void enable.run(now, id),
    /** Answers whether this call disabled it. */
    disable: (id: string, by: NonNullable<WebhookRow['disabled_by']>, reason: string, now: number) =>
      disable.run(now, by, reason, id).changes > 0,
    succeeded: (id: string, code: OutcomeCode, status: number | null, now: number) =>
      void succeeded.run({ id, code, status, now }),
    /** Whether something arrived since the first automatic attempt of this delivery began. By order, not by time. */
    reachedSince: (id: string, deliverySeq: number) => reachedSince.get({ id, delivery: deliverySeq }) !== undefined,
    /** This workstation itself can't send to it now. */
    waits: (id: string, code: OutcomeCode, now: number) => void waits.run({ id, code, now }),
    failed: (id: string, end: Pick<WebhookRow, 'last_code' | 'last_status' | 'last_verdict'>, now: number) =>
      void failed.run({ id, code: end.last_code, status: end.last_status, verdict: end.last_verdict, now }),
  }
}
