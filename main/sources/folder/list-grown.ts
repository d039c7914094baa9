import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ledger } from '../../ledger/open.ts'
import { versionOf } from '../file/file-version.ts'
import type { FoundFile } from './list-files.ts'

/** A writer that has a file open goes on with it wherever it is moved. It is looked after for as long, ms. */
const followedMs = 3_600_000
/** Of so many at most, the newest. */
const mostFollowed = 100

/** Files that were put away, and written on since. */
export async function listGrown(folder: string, files: Ledger['files'], now: number): Promise<FoundFile[]> {
  const grown: FoundFile[] = []
  for (const row of files.putAway(now - followedMs, mostFollowed)) {
    const { name, size, moved_to: at } = row
    if (at === null) continue
    const stat = await lstat(join(folder, at), { bigint: true }).catch(() => null)
    if (stat?.isFile() && stat.size > size) grown.push({ name, at, version: versionOf(stat), grownFrom: row })
  }
  return grown
}
