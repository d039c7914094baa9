import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Backup, backupNameSchema } from '../../preload/contract/recovery.ts'

/** So many of the newest are kept, and one from before the newest migration. */
const mostDaily = 7
const mostBefore = 1
export const unfinished = '.writing'

export const backupFolder = (ledgerPath: string) => join(dirname(ledgerPath), 'backups')

const twoDigits = (value: number) => String(value).padStart(2, '0')
/** The day at this workstation, as backups are named by it. */
export function dayOf(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}
export const dailyName = (now: number) => `ledger-${dayOf(now)}.sqlite`
export const migrationName = (now: number, version: number) => `ledger-${dayOf(now)}-before-${version}.sqlite`

/** The names of the backups there are, newest first. */
export function backupNames(folder: string): string[] {
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    // None was ever made.
  }
  return names
    .filter((name) => backupNameSchema.safeParse(name).success)
    .toSorted()
    .toReversed()
}

/** Makes the folder, removes what a crash left half-written, and answers the path of it. */
export function prepareBackupFolder(ledgerPath: string): string {
  const folder = backupFolder(ledgerPath)
  // SECURITY: readable by this user alone, as the ledger is.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) if (name.includes(unfinished)) rmSync(join(folder, name), { force: true })
  return folder
}

/** Only once a newer one is written whole. */
export function dropOldBackups(folder: string): void {
  const names = backupNames(folder)
  const before = names.filter((name) => name.includes('-before-'))
  const daily = names.filter((name) => !name.includes('-before-'))
  for (const name of [...daily.slice(mostDaily), ...before.slice(mostBefore)])
    rmSync(join(folder, name), { force: true })
}

const countsSchema = z.object({ webhooks: z.number(), events: z.number(), deliveries: z.number() })

/** What each backup holds, newest first; one that can't be opened is left out. */
export function listBackups(folder: string): Backup[] {
  return backupNames(folder).flatMap((name) => {
    const path = join(folder, name)
    try {
      const { size: bytes, mtimeMs: at } = statSync(path)
      const database = new DatabaseSync(path, { readOnly: true })
      try {
        const counts = database
          .prepare(
            `SELECT (SELECT count(*) FROM webhook WHERE removed_at IS NULL) AS webhooks,
              (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM delivery) AS deliveries`,
          )
          .get()
        return [{ name, at, bytes, ...countsSchema.parse(counts) }]
      } finally {
        database.close()
      }
    } catch {
      return []
    }
  })
}
