import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrationName } from './backups.ts'
import { faultOf, type LedgerFault } from './fault.ts'
import { lookAt, userVersion } from './look-at.ts'
import { migrate, newestVersion } from './migrations.ts'
import { LedgerUnusable } from './unusable.ts'
import { writeBackup } from './write-backup.ts'

// A commit waits for the disk once (synchronous = FULL, and on macOS really: fullfsync). What is in the log goes to its
// place at every 4 MB of it: measured at full rate, that keeps a turn below 10 ms on an idle machine, where 16 MB cost up
// to 30 ms at a time and 40 MB 100 ms; done from another thread it never catches up and stalls longer still. A log
// that grew while a backup read is cut back. With 16 MB of pages in memory the indexes of a long history stay there.
// No mmap: it gained nothing, and a failing disk would end the process instead of a statement.
const settings = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'fullfsync = ON',
  'foreign_keys = ON',
  'wal_autocheckpoint = 1000',
  'journal_size_limit = 16777216',
  'cache_size = -16000',
]

/**
 * The database file, made where there is none, set to lose nothing, and migrated. Throws LedgerUnusable. `anew`: there is
 * none, and none is missed, though there are backups.
 */
export function openDatabase(path: string, { anew } = { anew: false }): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    // Before anything touches the file: opening it for writing moves the log beside it into it.
    const { version: onDisk, empty } = anew ? { version: 0, empty: true } : lookAt(path)
    refuseNewer(onDisk, path)
    // SECURITY: readable by this user alone; SQLite gives -wal and -shm the mode of the database.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    database = new DatabaseSync(path, { timeout: 2000 })
    for (const setting of settings) database.exec(`PRAGMA ${setting}`)
    const version = userVersion(database)
    refuseNewer(version, path)
    if (version < newestVersion && !empty) writeBackup(path, migrationName(Date.now(), version + 1))
    migrate(database, version)
    // From now on the window and every delivery would wait with it; what could not be written is tried again.
    database.exec('PRAGMA busy_timeout = 250')
    return database
  } catch (error) {
    database?.close()
    throw toUnusable(error, path)
  }
}

/** Why the ledger can't be used, for an error of opening it or of the first things done with it. */
export function toUnusable(error: unknown, path: string): LedgerUnusable {
  if (error instanceof LedgerUnusable) return error
  const fault = faultOf(error) ?? 'unreachable'
  const message = `The ledger ${path} ${causes[fault](error instanceof Error ? error.message : String(error))}`
  const kind = fault === 'locked' || fault === 'damaged' ? fault : 'unreachable'
  return new LedgerUnusable(kind, message, { cause: error })
}

const causes: Record<LedgerFault, (what: string) => string> = {
  locked: () => 'is held by another program. Nothing was changed. Close that program, then try again.',
  full: () => 'can’t be opened, because the disk is full. Nothing was lost. Free some disk space, then try again.',
  'read-only': (what) =>
    `can’t be written (${what}). Nothing was changed. Make the file and its folder writable for you, then try again.`,
  unreachable: (what) =>
    `can’t be opened (${what}). Nothing was changed. Check that the disk and the folder are there and yours, then try again.`,
  damaged: (what) =>
    `is damaged (${what}). Nothing was changed. Put back a backup, or start with an empty ledger; the damaged file is kept aside.`,
}

function refuseNewer(version: number, path: string): void {
  if (version > newestVersion)
    throw new LedgerUnusable(
      'newer',
      `The ledger ${path} was written by a newer version of Castellan Webhooks (format ${version}; this version knows ${newestVersion}). ` +
        'It was not changed. Install the newer version again. To start with an empty ledger instead, move the file away first.',
    )
}
