import type { Problem } from '../preload/contract/changes.ts'
import { damagedProblemId, unwritableProblemId } from '../preload/contract/recovery.ts'
import { type LedgerFault, faultOf } from './ledger/fault.ts'
import { Refusal } from './refusal.ts'

const file = 'the ledger (ledger.sqlite in the data folder)'

// Ours to word, but not our mistakes.
const words: Record<LedgerFault, { what: string; next: string }> = {
  locked: { what: `Another program holds ${file}.`, next: 'Close that program, then try again.' },
  full: {
    what: `The disk is full: ${file} can’t grow, and nothing was stored.`,
    next: 'Free some disk space, then try again.',
  },
  'read-only': {
    what: `It is not allowed to write to ${file}.`,
    next: 'Make the file and its folder writable for you, then try again.',
  },
  unreachable: {
    what: `It is not possible to read and write ${file}.`,
    next: 'Check the disk, and that the folder is there and yours, then try again.',
  },
  damaged: {
    what: `Part of ${file} is damaged.`,
    next: 'Put back a backup, or start with an empty ledger; the damaged file is kept aside.',
  },
}

/** What node:sqlite throws where the file or the disk is at fault, as a refusal; null for any other error. */
export function storageTrouble(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return null
  const fault = faultOf(error)
  if (fault === null) return null
  return new Refusal('unavailable', `${words[fault].what} ${words[fault].next}`)
}

/** The same as a banner, shown while it lasts. */
export function storageProblem(fault: LedgerFault): Problem {
  const { what, next } = words[fault]
  if (fault === 'damaged') return { id: damagedProblemId, message: what, next }
  return {
    id: unwritableProblemId,
    message: `${what} New events are refused meanwhile; what was accepted stays.`,
    next,
  }
}

/** No backup could be written today. */
export function backupProblem(fault: LedgerFault | null): Problem {
  const message = 'Today’s backup of the ledger could not be written.'
  const again = 'It is tried again every hour.'
  if (fault === 'full') return { id: 'ledger.backup', message, next: `The disk is full: free some space. ${again}` }
  return { id: 'ledger.backup', message, next: `Make the folder backups in the data folder writable for you. ${again}` }
}
