import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Backup, backupNameSchema } from '../../preload/contract/recovery.ts'

/** So many of the newest are kept, and one from before the newest migration until all of them are of after it. */
const mostDaily = 7
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

/**
 * The names of the backups there are, the last written first; last the ones of a time to come: none was written then, so
 * nobody knows when. Names do not count: a clock that was wrong for a day has named them too.
 */
export function backupNames(folder: string, now = Date.now()): string[] {
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    // None was ever made.
  }
  const writtenAt = (name: string) => {
    const time = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
    return time > now ? 0 : time
  }
  return names
    .filter((name) => backupNameSchema.safeParse(name).success)
    .map((name) => ({ name, at: writtenAt(name) }))
    .toSorted((one, other) => other.at - one.at || (one.name < other.name ? 1 : -1))
    .map(({ name }) => name)
}

/** Makes the folder, removes what a crash left half-written, and answers the path of it. */
export function prepareBackupFolder(ledgerPath: string): string {
  const folder = backupFolder(ledgerPath)
  // SECURITY: readable by this user alone, as the ledger is.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) if (name.includes(unfinished)) rmSync(join(folder, name), { force: true })
  return folder
}

/** Only once a newer one is written whole: `written`, which stays whatever the others seem to be. */
export function dropOldBackups(folder: string, written: string, now = Date.now()): void {
  const names = [written, ...backupNames(folder, now).filter((name) => name !== written)]
  const isDaily = (name: string) => !name.includes('-before-')
  const daily = names.filter(isDaily)
  const oldestDaily = daily.length < mostDaily ? names.length : names.indexOf(daily[mostDaily - 1] ?? '')
  const before = names.slice(0, oldestDaily).find((name) => !isDaily(name))
  const kept = new Set([...daily.slice(0, mostDaily), before])
  for (const name of names) if (!kept.has(name)) rmSync(join(folder, name), { force: true })
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
