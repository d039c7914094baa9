import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sync, syncFolder } from './write-backup.ts'

const ends = ['', '-wal', '-shm']

/**
 * Puts another file in the place of a damaged ledger that nobody has open, and keeps the damaged one, with its log,
 * aside. Whenever the power goes: either the damaged ledger is in its place or the new one, never none.
 *
 * @param make makes the new one at the path it is given
 * @param now ms since 1970, for the name of the damaged one
 */
export async function replaceLedger(path: string, make: (path: string) => Promise<void>, now: number): Promise<void> {
  const fresh = `${path}.new`
  for (const end of ends) rmSync(fresh + end, { force: true })
  try {
    await make(fresh)
    sync(fresh, 'r+')
    const aside = freeName(path, now)
    for (const end of ends) if (existsSync(path + end)) keep(path + end, aside + end)
  } catch (error) {
    for (const end of ends) rmSync(fresh + end, { force: true })
    throw error
  }
  // A log beside a file it does not belong to would be written into it.
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
  renameSync(fresh, path)
  syncFolder(dirname(path))
}

/** A second name, so that the first is never missing; a copy where the disk knows no second names. */
function keep(path: string, aside: string): void {
  try {
    linkSync(path, aside)
  } catch {
    copyFileSync(path, aside)
  }
}

/** `ledger.damaged-2026-11-23T10-42-17.sqlite`, in UTC. */
function freeName(path: string, now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  for (let count = 1; ; count += 1) {
    const name = join(dirname(path), `ledger.damaged-${time}${count === 1 ? '' : `-${count}`}.sqlite`)
    if (!existsSync(name)) return name
  }
}
