import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { dropOldBackups, prepareBackupFolder, unfinished } from './backups.ts'
import { quickCheck } from './quick-check.ts'

/** Bytes that are left to the ledger itself: a backup must not be what fills the disk. */
const reserve = 16 * 1024 * 1024

/**
 * Writes what the ledger holds now to `backups/<name>`: under another name first, and checked, so that a backup is whole
 * or not there. Throws where it can't be written; what there was then is as it was.
 */
export function writeBackup(ledgerPath: string, name: string): void {
  const folder = prepareBackupFolder(ledgerPath)
  const path = join(folder, name)
  const writing = `${path}${unfinished}`
  try {
    refuseWithoutRoom(ledgerPath, folder)
    // SECURITY: made before SQLite writes to it, or others could read it meanwhile.
    closeSync(openSync(writing, 'wx', 0o600))
    const database = new DatabaseSync(ledgerPath, { readOnly: true, timeout: 2000 })
    try {
      database.prepare('VACUUM INTO ?').run(writing)
    } finally {
      database.close()
    }
    const wrong = quickCheck(writing)
    if (wrong !== null) throw new Error(`the backup does not hold together: ${wrong}`)
    chmodSync(writing, 0o600)
    sync(writing, 'r+')
    renameSync(writing, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(writing, { force: true })
    rmSync(`${writing}-journal`, { force: true })
    throw error
  }
  dropOldBackups(folder, name)
}

function refuseWithoutRoom(ledgerPath: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  const wanted = statSync(ledgerPath).size + reserve
  if (bavail * bsize < wanted)
    throw Object.assign(new Error(`a backup needs ${wanted} bytes, and ${bavail * bsize} are free`), { code: 'ENOSPC' })
}

/** Waits until what was written is on the disk. */
export function sync(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Windows can't sync a folder, and does not have to. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path, 'r')
}
