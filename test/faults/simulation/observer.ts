import { DatabaseSync } from 'node:sqlite'
import type { Touched } from '../../../main/ledger/touched.ts'
import type { Entry, EntryOf } from '../record.ts'
import type { SimTime } from './time.ts'

export type Observer = ReturnType<typeof openObserver>

type Facts = {
  definition: string
  disabled_at: number | null
  disabled_by: string | null
  removed_at: number | null
}
type End = { seq: number; number: number; code: string; manual: number; counted: number }
type State = { state: string; attempts: number; due_at: number | null }
type Definition = { events: string[]; keepOrder: boolean; ratePerMinute: number | null }
type Known = Definition & { disabled: boolean; deleted: boolean }
type Due = { webhook: string; head: number | null; waiting: string | null }

/**
 * Looks into the file by a connection of its own, and writes down what each commit changed. While it is open nobody
 * else's closing tidies the file up, so a crash leaves it as a crash does.
 */
export function openObserver({ path, time, write }: { path: string; time: SimTime; write: (entry: Entry) => void }) {
  const database = new DatabaseSync(path, { readOnly: true })
  const factsOf = database.prepare('SELECT definition, disabled_at, disabled_by, removed_at FROM webhook WHERE id = ?')
  const endsOf = database.prepare(
    `SELECT seq, number, code, manual, counted FROM attempt WHERE delivery_seq = (SELECT seq FROM delivery WHERE id = ?) AND ended_at IS NOT NULL`,
  )
  const stateOf = database.prepare('SELECT state, attempts, due_at FROM delivery WHERE id = ?')
  const causeOf = database.prepare(
    `SELECT delivery_id FROM notice WHERE webhook_id = ? AND kind = 'disabled' ORDER BY seq DESC LIMIT 1`,
  )
  const headOf = database.prepare(
    `SELECT id FROM delivery WHERE webhook_id = ? AND state IN ('queued', 'retrying', 'sending') ORDER BY seq LIMIT 1`,
  )
  const due = database.prepare(
    `SELECT webhook_id AS webhook, waiting_code AS waiting, (SELECT due_at FROM delivery AS other WHERE
        other.webhook_id = delivery.webhook_id AND state IN ('queued', 'retrying', 'sending') ORDER BY seq LIMIT 1) AS head
      FROM delivery JOIN webhook ON webhook.id = webhook_id WHERE state IN ('queued', 'retrying') AND due_at <= ?
        AND disabled_at IS NULL AND removed_at IS NULL GROUP BY webhook_id`,
  )
  const overdue = database.prepare(
    `SELECT delivery.id FROM delivery JOIN webhook ON webhook.id = webhook_id WHERE state IN ('queued', 'retrying')
      AND due_at <= ? AND disabled_at IS NULL AND removed_at IS NULL`,
  )
  const underWay = database.prepare(`SELECT id FROM delivery WHERE state = 'sending'`)
  const newest = database.prepare('SELECT id FROM delivery ORDER BY seq DESC LIMIT ?')
  const states = database.prepare('SELECT state, count(*) AS count FROM delivery GROUP BY state')
  const known = new Map<string, Known>()
  /** By the number of the row. */
  const settled = new Set<number>()
  const held = new Set<string>()
  let commits = 0

  return {
    commits: () => commits,
    /** The webhooks as the last commit left them. */
    webhooks: known as ReadonlyMap<string, Known>,
    committed({ webhooks, deliveries }: Pick<Touched, 'webhooks' | 'deliveries'>): void {
      commits += 1
      const at = time.real()
      // An end and the disabling it brings are one commit: the disabling is written right behind its cause.
      const causes = new Map<string, () => void>()
      const rest: (() => void)[] = []
      const nowHeld: string[] = []
      for (const webhook of webhooks) {
        const facts = factsOf.get(webhook) as Facts | undefined
        if (!facts) continue
        const before = known.get(webhook) ?? { disabled: false, deleted: false }
        const definition = JSON.parse(facts.definition) as Definition
        const after = { ...definition, disabled: facts.disabled_at !== null, deleted: facts.removed_at !== null }
        known.set(webhook, after)
        const note = () => {
          const by = facts.disabled_by as EntryOf<'disabled'>['by']
          if (after.disabled && !before.disabled) write({ kind: 'disabled', at, webhook, by })
          if (before.disabled && !after.disabled) write({ kind: 'enabled', at, webhook })
          if (before.deleted !== after.deleted) write({ kind: after.deleted ? 'deleted' : 'restored', at, webhook })
        }
        const automatic = facts.disabled_by === 'gone' || facts.disabled_by === 'exhausted'
        const cause = automatic ? (causeOf.get(webhook) as { delivery_id: string } | undefined) : undefined
        if (cause && !before.disabled) causes.set(cause.delivery_id, note)
        else rest.push(note)
      }
      for (const delivery of deliveries) {
        const state = stateOf.get(delivery) as State | undefined
        if (!state) continue
        for (const { seq, number, code, manual, counted } of endsOf.all(delivery) as End[]) {
          if (settled.has(seq)) continue
          settled.add(seq)
          const dueIn = state.due_at === null ? null : state.due_at - time.wall()
          const end = { code, manual: manual === 1, counted: counted === 1, attempts: state.attempts, dueIn }
          write({ kind: 'settled', at, delivery, attempt: number, end })
        }
        causes.get(delivery)?.()
        causes.delete(delivery)
        if (state.state !== 'held') held.delete(delivery)
        else if (!held.has(delivery)) nowHeld.push(delivery)
      }
      for (const note of [...causes.values(), ...rest]) note()
      for (const delivery of nowHeld) {
        held.add(delivery)
        write({ kind: 'held', at, delivery })
      }
    },
    headOf: (webhook: string) => (headOf.get(webhook) as { id: string } | undefined)?.id ?? null,
    newest: (limit: number) => (newest.all(limit) as { id: string }[]).map(({ id }) => id),
    /** Webhooks with work that is due; `head`: when their oldest is due. */
    due: () => due.all(time.wall()) as Due[],
    overdue: () => new Set((overdue.all(time.wall()) as { id: string }[]).map(({ id }) => id)),
    underWay: () => new Set((underWay.all() as { id: string }[]).map(({ id }) => id)),
    states: () => new Map((states.all() as { state: string; count: number }[]).map((row) => [row.state, row.count])),
    close: () => database.close(),
  }
}
