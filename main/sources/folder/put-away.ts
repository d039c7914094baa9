import { lstat, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isUnchanged, type FileVersion, versionOf } from '../file/file-version.ts'
import { type End, errorTextOf, writeErrorText } from './error-text.ts'
import { freeName } from './free-name.ts'
import type { FoundFile } from './list-files.ts'

/** `at`: where it is now, within the folder. */
export type PutAway = { kind: 'done' | 'failed'; at: string }

/** The folder it belongs in by what became of it. */
export const roomOf = ({ problems }: Pick<End, 'problems'>): PutAway['kind'] =>
  problems.length > 0 ? 'failed' : 'done'

/**
 * Moves a file that was taken to done/, or, where a part of it was refused, to failed/ with a text that says what and why.
 * `grown`, `replaced`: it is not the one any more that was taken, and stays. Rejects where it can't be moved.
 */
export async function putAway(folder: string, file: FoundFile, end: End): Promise<PutAway | 'grown' | 'replaced'> {
  const kind = roomOf(end)
  const to = join(folder, kind)
  const from = join(folder, file.at)
  await mkdir(to, { recursive: true })
  // SECURITY: a link in place of the folder would have files written wherever it leads.
  if (!(await lstat(to)).isDirectory()) throw new Error(`${to} is no folder of its own`)
  const changed = await changeOf(from, file.version)
  if (changed) return changed
  // It was put away before.
  if (dirname(file.at) === kind) {
    if (kind === 'failed') await writeErrorText(from, file.name, end)
    return { kind, at: file.at }
  }
  const target = await freeName(to, file.name)
  const path = join(to, target)
  if (kind === 'failed') await writeErrorText(path, file.name, end)
  try {
    await rename(from, path)
  } catch (error) {
    await rm(errorTextOf(path), { force: true })
    throw error
  }
  // Another one may have been put in its place just before.
  const changedNow = await changeOf(path, file.version)
  if (changedNow) {
    await rename(path, join(folder, await freeName(folder, file.name)))
    await rm(errorTextOf(path), { force: true })
    return changedNow
  }
  if (dirname(file.at) === 'failed') await rm(errorTextOf(from), { force: true })
  return { kind, at: join(kind, target) }
}

async function changeOf(path: string, version: FileVersion): Promise<'grown' | 'replaced' | null> {
  const stat = await lstat(path, { bigint: true }).catch(() => null)
  if (stat === null) return 'replaced'
  const now = versionOf(stat)
  if (isUnchanged(now, version)) return null
  return now.inode === version.inode ? 'grown' : 'replaced'
}
