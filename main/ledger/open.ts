import { chmodSync, closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { openAttempts } from './attempts.ts'
import { openDeliveries } from './deliveries.ts'
import { openEvents } from './events.ts'
import { migrate, newestVersion } from './migrations.ts'
import { makeTouched, type Touched } from './touched.ts'
import { LedgerUnusable } from './unusable.ts'
import { openWebhooks } from './webhooks.ts'

export type Ledger = ReturnType<typeof openLedger>

/**
 * Opens (and makes, and migrates) the SQLite database at `path`. Throws LedgerUnusable where it is newer than this
 * version of the app or is no database; the file is left as it was then.
 */
export function openLedger({ path, onCommit }: { path: string; onCommit: (touched: Touched) => void }) {
  refuseNewer(versionInHeader(path), path)
  const database = openDatabase(path)
  let touched: Touched | null = null

  /** The one way to write: a transaction, told to `onCommit` once it is on disk. Inner calls join the outer one. */
  function write<T>(run: (touched: Touched) => T): T {
    if (touched) return run(touched)
    const mine = makeTouched()
    touched = mine
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = run(mine)
      database.exec('COMMIT')
      touched = null
      onCommit(mine)
      return result
    } catch (error) {
      touched = null
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  return {
    write,
    webhooks: openWebhooks(database),
    events: openEvents(database),
    deliveries: openDeliveries(database),
    attempts: openAttempts(database),
    close: () => database.close(),
  }
}

function openDatabase(path: string): DatabaseSync {
  // SECURITY: readable by this user alone; SQLite gives -wal and -shm the mode of the database.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const database = new DatabaseSync(path, { timeout: 2000 })
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON',
    )
    // The header can be older than the log beside it, so the version is asked again.
    const { user_version: version } = z
      .object({ user_version: z.number() })
      .parse(database.prepare('PRAGMA user_version').get())
    refuseNewer(version, path)
    migrate(database, version)
    return database
  } catch (error) {
    database.close()
    if (error instanceof LedgerUnusable) throw error
    throw new LedgerUnusable(
      `The database ${path} can't be read (${error instanceof Error ? error.message : String(error)}). ` +
        'Nothing was changed. Close other programs that use it, or move the file away to start with an empty one.',
    )
  }
}

/** `user_version` as the file's header has it (bytes 60 to 63, big endian), read without opening the database. */
function versionInHeader(path: string): number {
  const header = Buffer.alloc(64)
  try {
    const file = openSync(path, 'r')
    try {
      return readSync(file, header, 0, 64, 0) < 64 ? 0 : header.readUInt32BE(60)
    } finally {
      closeSync(file)
    }
  } catch {
    return 0
  }
}

function refuseNewer(version: number, path: string): void {
  if (version > newestVersion)
    throw new LedgerUnusable(
      `The database ${path} was written by a newer version of Castellan Webhooks (format ${version}; this version knows ${newestVersion}). ` +
        'It was not changed. Install the newer version again, or choose another data folder with --user-data-dir.',
    )
}
