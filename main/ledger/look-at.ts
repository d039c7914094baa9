import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { backupFolder, backupNames } from './backups.ts'
import { newestVersion } from './migrations.ts'
import { LedgerUnusable } from './unusable.ts'

/** More formats than there will ever be: a larger number is no newer version, but a spoiled page. */
const mostVersions = 10_000

/**
 * What is in a database file, without changing a byte of it: opening it for writing moves the log beside it into it, and
 * a damaged or newer file is to be kept as it is. Version 0: there is none yet. Throws where it can't be read or is torn.
 */
export function lookAt(path: string): { version: number; empty: boolean } {
  const size = sizeOf(path)
  const hasLog = (sizeOf(`${path}-wal`) ?? 0) > 0
  // A file that is made is empty for a moment, but then there was never anything to back up. To begin anew without a
  // word would in a week put new backups in the place of the good ones.
  if (!size && (hasLog || backupNames(backupFolder(path)).length > 0))
    throw size === null ? missing(path) : damaged(path, 'it is empty')
  if (size === null || size === 0) return { version: 0, empty: true }
  const version = versionInHeader(path, size, hasLog)
  // A reader of a file without a log would leave an empty one beside it. https://sqlite.org/uri.html#uriimmutable
  const url = pathToFileURL(path)
  if (!hasLog) url.searchParams.set('immutable', '1')
  if (!hasLog && version > newestVersion) return { version, empty: false }
  const reader = new DatabaseSync(url, { readOnly: true, timeout: 2000 })
  try {
    readEnds(reader)
    return { version: userVersion(reader), empty: false }
  } finally {
    reader.close()
  }
}

export const userVersion = (database: DatabaseSync): number =>
  z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get()).user_version

// https://sqlite.org/fileformat.html#the_database_header
function versionInHeader(path: string, size: number, hasLog: boolean): number {
  const header = readStart(path)
  if (header === null || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    throw damaged(path, 'it is no SQLite file')
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  // Where these are not alike, or a log is to be added, the size in pages does not count.
  const holds = header.readUInt32BE(24) === header.readUInt32BE(92)
  if (!hasLog && holds && pages * pageSize > size) throw damaged(path, 'its end is missing')
  const version = header.readUInt32BE(60)
  if (version > mostVersions) throw damaged(path, `its format can't be ${version}`)
  return version
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

/** The first and last row of each table: where the file is torn, it is better known now than at the next event. */
function readEnds(database: DatabaseSync): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
  for (const table of tables.all()) {
    const { name } = z.object({ name: z.string() }).parse(table)
    for (const order of ['ASC', 'DESC']) {
      const end = database.prepare(`SELECT * FROM "${name}" ORDER BY 1 ${order} LIMIT 1`)
      // A number too large for JavaScript is no damage.
      end.setReadBigInts(true)
      end.get()
    }
  }
}

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

const damaged = (path: string, what: string) =>
  new LedgerUnusable(
    'damaged',
    `The ledger ${path} is damaged: ${what}. Nothing was changed. Put back a backup, or start with an empty ledger; the damaged file is kept aside.`,
  )

const missing = (path: string) =>
  new LedgerUnusable(
    'damaged',
    `The ledger ${path} is missing; what belongs to it is still there. Nothing was changed. Bring the file back, put back a backup, or start with an empty ledger.`,
  )
