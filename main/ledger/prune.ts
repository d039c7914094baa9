import type { Settings } from '../../preload/contract/settings.ts'
import type { Clock } from '../engine/effects.ts'
import type { Ledger } from './open.ts'

const dayMs = 24 * 60 * 60 * 1000
/** A batch ends at whichever comes first: it is a transaction, and nothing is delivered while it runs. */
const batchMs = 4
const batchRows = 200
/** Between two batches deliveries come first. */
const pauseMs = 10

type Effects = {
  ledger: Pick<Ledger, 'write' | 'pruning'>
  clock: Clock
  settings: () => Settings['retention']
  /** What is old is old by this time, ms since 1970. null: nothing goes for its age. */
  believed: number | null
  /** Asked between two batches. */
  open: () => boolean
}
/** Walks on from `after`, the seq of the last row seen; answers the next, or null where nothing older is left. */
type Walk = (after: number, inTime: () => boolean) => number | null

/**
 * Lets go of what is older than the settings say: what was sent and answered (beyond the size they say, too), then
 * deliveries that are over with their attempts, then events and deleted webhooks of which no delivery is left. Freed pages stay in the file
 * and are written again: to give them back would cost each write a second, for a file that grows again anyway.
 */
export async function prune({ ledger, clock, settings, believed, open }: Effects): Promise<void> {
  const { pruning } = ledger
  const { bodyDays, bodyMegabytes, historyDays } = settings()
  const now = clock.now()
  const bodiesBefore = (believed ?? -Infinity) - bodyDays * dayMs
  const historyBefore = (believed ?? -Infinity) - historyDays * dayMs

  /** Rows are in the order of time: behind one of the time that stays there are only such. */
  const stays = (time: number | null, before: number) => time !== null && time >= before && time <= now

  const bodies: Walk = (after, inTime) => {
    for (const { seq, started_at: at, over } of pruning.bodies(after, batchRows)) {
      const tooMuch = pruning.kept() > bodyMegabytes * 1024 * 1024
      if (!inTime()) return after
      if (!tooMuch && stays(at, bodiesBefore)) return null
      // What is not over is kept whatever its age. Without an attempt it belongs to nothing.
      if (over !== 0 && (tooMuch || at === null || at < bodiesBefore)) pruning.dropBodies(seq)
      after = seq
    }
    return after
  }
  const deliveries: Walk = (after, inTime) => {
    for (const { seq, created_at: created, changed_at: changed, over } of pruning.deliveries(after, batchRows)) {
      if (!inTime()) return after
      if (stays(created, historyBefore)) return null
      if (over === 1 && changed < historyBefore) pruning.dropDelivery(seq)
      after = seq
    }
    return after
  }
  const events: Walk = (after, inTime) => {
    for (const { seq, accepted_at: at, referred } of pruning.events(after, batchRows)) {
      if (!inTime()) return after
      if (stays(at, historyBefore)) return null
      if (referred === 0 && at < historyBefore) pruning.dropEvent(seq)
      after = seq
    }
    return after
  }

  for (const walk of [bodies, deliveries, events]) await go(walk)
  if (!open()) return
  ledger.write(() => {
    pruning.dropNotices(historyBefore, batchRows)
    pruning.dropWebhooks(historyBefore)
  })

  async function go(walk: Walk): Promise<void> {
    let after: number | null = 0
    while (after !== null && open()) {
      const from: number = after
      const start = clock.monotonic()
      // At least one row, or a slow disk would keep it in place for ever.
      let rows = 0
      const inTime = () => (rows += 1) === 1 || clock.monotonic() - start < batchMs
      const next = ledger.write(() => walk(from, inTime))
      after = next === from ? null : next
      if (after !== null) await new Promise<void>((resolve) => void clock.at(clock.now() + pauseMs, resolve))
    }
  }
}
