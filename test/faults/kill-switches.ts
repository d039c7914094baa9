import type { Facts } from './kill-plan.ts'
import type { Entry } from './record.ts'

const on: Omit<Facts, 'id'> = { disabledAt: null, disabledBy: null, removedAt: null }

/** Writes down which webhooks are disabled, deleted and back, from what each commit left of them. */
export function noteSwitches({ now, note }: { now: () => number; note: (entry: Entry) => void }) {
  const known = new Map<string, Omit<Facts, 'id'>>()
  let held = new Set<string>()

  function noteOne({ id: webhook, ...after }: Facts): void {
    const before = known.get(webhook) ?? on
    const at = now()
    known.set(webhook, after)
    if (before.disabledAt !== after.disabledAt) {
      if (before.disabledAt !== null) note({ kind: 'enabled', at, webhook })
      if (after.disabledBy !== null) note({ kind: 'disabled', at, webhook, by: after.disabledBy })
    }
    if (before.removedAt !== after.removedAt) {
      if (before.removedAt !== null) note({ kind: 'restored', at, webhook })
      if (after.removedAt !== null) note({ kind: 'deleted', at, webhook })
    }
  }

  const noteHeld = (delivery: string) => {
    if (!held.has(delivery)) note({ kind: 'held', at: now(), delivery })
  }

  return {
    /** All there is. */
    found(webhooks: Facts[], all: string[]): void {
      webhooks.forEach(noteOne)
      all.forEach(noteHeld)
      held = new Set(all)
    },
    committed(webhooks: Facts[], nowHeld: string[], freed: string[]): void {
      webhooks.forEach(noteOne)
      nowHeld.forEach(noteHeld)
      for (const id of nowHeld) held.add(id)
      for (const id of freed) held.delete(id)
    },
  }
}
