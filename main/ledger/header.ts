import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { backupFolder, backupNames } from './backups.ts'
import { LedgerUnusable } from './unusable.ts'

/** What the first bytes of a database say of it, asked without changing a byte. Version 0: there is none yet. */
export function readHeader(path: string): { version: number; empty: boolean } {
  const size = sizeOf(path)
  const hasLog = (sizeOf(`${path}-wal`) ?? 0) > 0
  // A file that is made is empty for a moment, but then there was never anything to back up.
  if (size === 0 && (hasLog || backupNames(backupFolder(path)).length > 0)) throw damaged(path, 'it is empty')
  if (size === null || size === 0) return { version: 0, empty: true }
  const header = readStart(path)
  if (header === null || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
    throw damaged(path, 'it is not a database')
  }
  // The log beside it can be newer, and a reader leaves both as they are.
  if (hasLog) return { version: versionWithLog(path), empty: false }
  // https://sqlite.org/fileformat.html#the_database_header: the size in pages holds where 24…27 and 92…95 are alike.
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  const holds = header.readUInt32BE(24) === header.readUInt32BE(92)
  if (holds && pages * pageSize > size) throw damaged(path, 'its end is missing')
  return { version: header.readUInt32BE(60), empty: false }
}

function readStart(path: string): Buffer | null {
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    return readSync(file, header, 0, 100, 0) < 100 ? null : header
  } finally {
    closeSync(file)
  }
}

function versionWithLog(path: string): number {
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
  try {
    return z.object({ user_version: z.number() }).parse(reader.prepare('PRAGMA user_version').get()).user_version
  } finally {
    reader.close()
  }
}

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

const damaged = (path: string, what: string) =>
  new LedgerUnusable(
    'damaged',
    `The database ${path} is damaged: ${what}. Nothing was changed. Put back a backup, or start with an empty one; the damaged file is kept aside.`,
  )
