import type { Clock } from '../engine/effects.ts'
import type { Ledger } from './open.ts'

/** From when on a deletion is not taken back any more: long after the window offers it. */
const afterMs = 24 * 60 * 60 * 1000
/** So long it was deleted in any case, whatever the clock says: as long as its events are kept for it. */
const atLeastMs = 10 * 60 * 1000
const batchRows = 200
/** Between two batches deliveries come first. */
const pauseMs = 10

type Effects = { ledger: Pick<Ledger, 'write' | 'pruning'>; clock: Clock }

/**
 * Lets go of deleted webhooks: their secrets are wiped, and what was held for the case that the deletion is taken back
 * is called off. From then on that goes with history, and at last the webhook itself (see prune). The first look at a
 * deletion only begins its time, as a clock that jumps must not cut short the minutes in which it may be taken back.
 */
export function openLettingGo({ ledger, clock }: Effects) {
  let seen = new Map<string, number>()

  return async (open: () => boolean): Promise<void> => {
    const before = seen
    seen = new Map()
    for (const { id, removed_at: at } of ledger.pruning.removed()) {
      const key = `${id} ${at}`
      const first = before.get(key) ?? clock.monotonic()
      seen.set(key, first)
      if (clock.now() - at >= afterMs && clock.monotonic() - first >= atLeastMs) await letGo(id, open)
    }
  }

  async function letGo(id: string, open: () => boolean): Promise<void> {
    for (let more = true; more && open();) {
      more = ledger.write((touched) => {
        // Another one that was let go first may have taken its time, and this one been restored meanwhile.
        if (!ledger.pruning.wipeRemoved(id)) return false
        const cancelled = ledger.pruning.cancelHeld(id, clock.now(), batchRows)
        for (const delivery of cancelled) touched.deliveries.add(delivery)
        return cancelled.length === batchRows
      })
      if (more) await new Promise<void>((resolve) => void clock.at(clock.now() + pauseMs, resolve))
    }
  }
}
