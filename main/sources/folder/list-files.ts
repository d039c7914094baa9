import { lstat, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FileRow } from '../../ledger/files.ts'
import { type FileVersion, versionOf } from '../file/file-version.ts'

const endings = new Set(['.json', '.ndjson', '.jsonl', '.cef', '.leef', '.log'])

/**
 * `at`: where it lies, within the folder; `name`: under which it was dropped. `grownFrom`: what it was when it was put
 * away.
 */
export type FoundFile = { name: string; at: string; version: FileVersion; grownFrom?: FileRow }
export type FoundFiles = { files: FoundFile[]; links: string[] }

/** What lies in the folder itself and may be taken, by name. Rejects where the folder can't be read. */
export async function listFiles(folder: string): Promise<FoundFiles> {
  const files: FoundFile[] = []
  const links: string[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    // What begins with a dot is hidden, or still being written by a program that renames it in the end.
    if (name.startsWith('.') || !endings.has(extname(name).toLowerCase())) continue
    // SECURITY: of the name itself, not of what a link leads to: links are refused, and folders are not entered.
    const stat = await lstat(join(folder, name), { bigint: true }).catch(() => null)
    if (stat?.isSymbolicLink()) links.push(name)
    if (stat?.isFile()) files.push({ name, at: name, version: versionOf(stat) })
  }
  return { files, links }
}
