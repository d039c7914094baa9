import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type LedgerFault, faultOf } from './fault.ts'

/** What keeps the ledger from being written, fed by what became of each transaction. */
export function openTrouble(database: DatabaseSync) {
  const asked = database.prepare('SELECT total_changes() AS count')
  const changes = () => z.object({ count: z.number() }).parse(asked.get()).count
  let current: LedgerFault | null = null
  let changesThen = 0
  let tell = () => {}

  function become(fault: LedgerFault | null): void {
    if (fault === current) return
    current = fault
    tell()
  }

  return {
    saw: (error: unknown): void => {
      const fault = faultOf(error)
      if (fault === null || current === 'damaged') return
      changesThen = changes()
      become(fault)
    },
    /** Over once something was really written: an empty transaction commits on a full disk too. */
    committed: (): void => {
      if (current !== null && current !== 'damaged' && changes() !== changesThen) become(null)
    },
    state: {
      current: () => current,
      /** Damage was found. It stays until the file is replaced. */
      damaged: () => become('damaged'),
      /** What became of a read outside of transactions: of all faults, damage alone can't pass. */
      sawReading: (error: unknown): void => {
        if (faultOf(error) === 'damaged') become('damaged')
      },
      onChange: (listener: () => void) => void (tell = listener),
    },
  }
}
