import { DatabaseSync } from 'node:sqlite'
import type { Ledger } from '../../main/ledger/open.ts'
import type { Touched } from '../../main/ledger/touched.ts'
import { tell, tellAndWait } from './kill-line.ts'
import type { Facts } from './kill-plan.ts'

/** In the process of the app: looks at what each commit changed, and tells the test before anything follows from it. */
export function openCommits({ path, webhooks }: { path: string; webhooks: string[] }) {
  const facts = new Map<string, Facts>()
  const held = new Set<string>()
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 5000 })

  function look(ledger: Ledger, id: string): Facts {
    const row = ledger.webhooks.get(id)
    if (row === null) throw new Error(`${id} is not there`)
    return { id, disabledAt: row.disabled_at, disabledBy: row.disabled_by, removedAt: row.removed_at }
  }

  /** Deliveries that are held now, and were not, or the other way round. */
  function sortHeld(ledger: Ledger, deliveries: Iterable<string>) {
    const changed = { held: [] as string[], freed: [] as string[] }
    for (const id of deliveries) {
      const isHeld = ledger.deliveries.get(id)?.state === 'held'
      if (isHeld === held.has(id)) continue
      if (isHeld) held.add(id)
      else held.delete(id)
      changed[isHeld ? 'held' : 'freed'].push(id)
    }
    return changed
  }

  return {
    facts: (id: string): Facts => facts.get(id)!,
    /** Once, before anything is sent. */
    tellFound(ledger: Ledger): void {
      for (const id of webhooks) facts.set(id, look(ledger, id))
      const rows = reader.prepare("SELECT id FROM delivery WHERE state = 'held'").all() as { id: string }[]
      for (const { id } of rows) held.add(id)
      tellAndWait({ kind: 'found', webhooks: [...facts.values()], held: [...held] })
    },
    tellCommitted(ledger: Ledger, touched: Touched): void {
      const changed = [...touched.webhooks]
        .map((id) => look(ledger, id))
        .filter((after) => JSON.stringify(after) !== JSON.stringify(facts.get(after.id)))
      for (const after of changed) facts.set(after.id, after)
      const { held: nowHeld, freed } = sortHeld(ledger, touched.deliveries)
      const told = { kind: 'committed', webhooks: changed, held: nowHeld, freed } as const
      if (changed.length > 0) tellAndWait(told)
      else if (nowHeld.length + freed.length > 0) tell(told)
    },
    /** Whether anything is left to send, as the file says. */
    isOver: () =>
      reader.prepare("SELECT 1 FROM delivery WHERE state IN ('queued', 'sending', 'retrying') LIMIT 1").get() ===
      undefined,
    close: () => reader.close(),
  }
}
