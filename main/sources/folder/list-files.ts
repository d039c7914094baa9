import { lstat, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

const endings = new Set(['.json', '.ndjson', '.jsonl', '.cef', '.leef', '.log'])

export type FoundFile = { name: string; size: number; modified: number }
export type FoundFiles = { files: FoundFile[]; links: string[] }

/** What lies in the folder itself and may be taken, by name. Rejects where the folder can't be read. */
export async function listFiles(folder: string): Promise<FoundFiles> {
  const files: FoundFile[] = []
  const links: string[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    // What begins with a dot is hidden, or still being written by a program that renames it in the end.
    if (name.startsWith('.') || !endings.has(extname(name).toLowerCase())) continue
    // SECURITY: of the name itself, not of what a link leads to: links are refused, and folders are not entered.
    const stat = await lstat(join(folder, name)).catch(() => null)
    if (stat?.isSymbolicLink()) links.push(name)
    if (stat?.isFile()) files.push({ name, size: stat.size, modified: stat.mtimeMs })
  }
  return { files, links }
}
