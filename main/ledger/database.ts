import { chmodSync, closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { migrate, newestVersion } from './migrations.ts'
import { LedgerUnusable } from './unusable.ts'

/** The database file, made where there is none, set to lose nothing, and migrated. Throws LedgerUnusable. */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    // Before anything touches the file: opening it for writing moves the log beside it into it.
    refuseNewer(versionOnDisk(path), path)
    // SECURITY: readable by this user alone; SQLite gives -wal and -shm the mode of the database.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    database = new DatabaseSync(path, { timeout: 2000 })
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON',
    )
    const version = userVersion(database)
    refuseNewer(version, path)
    migrate(database, version)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof LedgerUnusable) throw error
    throw new LedgerUnusable(
      `The database ${path} can't be read (${error instanceof Error ? error.message : String(error)}). ` +
        'Nothing was changed. Close other programs that use it, or move the file away to start with an empty one.',
    )
  }
}

/** The version a database has now, 0 where there is none yet, asked without changing a byte of it. */
function versionOnDisk(path: string): number {
  const size = sizeOf(path)
  if (size === 0) return 0
  const header = Buffer.alloc(64)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, header, 0, 64, 0) < 64 || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
      throw new Error('file is not a database')
    }
  } finally {
    closeSync(file)
  }
  // `user_version` as the file's header has it (bytes 60 to 63, big endian). The log beside it can be newer, and a
  // reader leaves both as they are.
  if (sizeOf(`${path}-wal`) === 0) return header.readUInt32BE(60)
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
  try {
    return userVersion(reader)
  } finally {
    reader.close()
  }
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const userVersion = (database: DatabaseSync) =>
  z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get()).user_version

function refuseNewer(version: number, path: string): void {
  if (version > newestVersion)
    throw new LedgerUnusable(
      `The database ${path} was written by a newer version of Castellan Webhooks (format ${version}; this version knows ${newestVersion}). ` +
        'It was not changed. Install the newer version again. To start with an empty database instead, move the file away first.',
    )
}
