import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { migrationName } from './backups.ts'
import { type LedgerFault, faultOf } from './fault.ts'
import { readHeader } from './header.ts'
import { migrate, newestVersion } from './migrations.ts'
import { LedgerUnusable } from './unusable.ts'
import { writeBackup } from './write-backup.ts'

// What was measured, and where, is in the README. A commit waits for the disk once (synchronous = FULL, and on macOS
// really: fullfsync).
const settings = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON'

/** The database file, made where there is none, set to lose nothing, and migrated. Throws LedgerUnusable. */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    // Before anything touches the file: opening it for writing moves the log beside it into it.
    const { version: onDisk, empty } = readHeader(path)
    refuseNewer(onDisk, path)
    // SECURITY: readable by this user alone; SQLite gives -wal and -shm the mode of the database.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    database = new DatabaseSync(path, { timeout: 2000 })
    database.exec(settings)
    const version = userVersion(database)
    refuseNewer(version, path)
    if (version < newestVersion && !empty) writeBackup(path, migrationName(Date.now(), version + 1))
    migrate(database, version)
    readEnds(database)
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
  const message = `The database ${path} ${causes[fault](error instanceof Error ? error.message : String(error))}`
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
    `is damaged (${what}). Nothing was changed. Put back a backup, or start with an empty one; the damaged file is kept aside.`,
}

/** The first and last rows of each table and index: where the file is torn, it is better known now than at an event. */
function readEnds(database: DatabaseSync): void {
  const nameSchema = z.object({ name: z.string() })
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  for (const table of tables) {
    const { name } = nameSchema.parse(table)
    for (const order of ['ASC', 'DESC']) database.prepare(`SELECT * FROM "${name}" ORDER BY 1 ${order} LIMIT 1`).get()
  }
}

const userVersion = (database: DatabaseSync) =>
  z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get()).user_version

function refuseNewer(version: number, path: string): void {
  if (version > newestVersion)
    throw new LedgerUnusable(
      'newer',
      `The database ${path} was written by a newer version of Castellan Webhooks (format ${version}; this version knows ${newestVersion}). ` +
        'It was not changed. Install the newer version again. To start with an empty database instead, move the file away first.',
    )
}
