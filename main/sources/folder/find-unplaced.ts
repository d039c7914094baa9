import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FileRow } from '../../ledger/files.ts'
import { beginsWith, fileKey } from '../file/file-id.ts'
import { headBytes } from '../file/layout.ts'
import { openSafely } from '../file/open-safely.ts'
import { readHead } from '../file/read-parts.ts'

/**
 * Where a file is that was put away just before a crash, so that it was not noted where; empty where it went away by
 * itself. A writer may still be at it.
 */
export async function findUnplaced(folder: string, row: FileRow): Promise<string> {
  let grown = ''
  for (const kind of ['done', 'failed'])
    for (const name of await readdir(join(folder, kind)).catch(() => [])) {
      if (!isNamedLike(name, row.name)) continue
      const at = join(kind, name)
      const is = await compare(join(folder, at), row).catch(() => 'another')
      if (is === 'the same') return at
      if (is === 'grown') grown = at
    }
  return grown
}

/** As what is put away is named where the name is taken. */
function isNamedLike(name: string, dropped: string): boolean {
  const ending = extname(dropped)
  const stem = dropped.slice(0, dropped.length - ending.length)
  return name.startsWith(stem) && name.endsWith(ending) && /^( \(\d+\))?$/.test(name.slice(stem.length, -ending.length))
}

async function compare(path: string, row: FileRow): Promise<'the same' | 'grown' | 'another'> {
  const opened = await openSafely(path)
  if (!opened) return 'another'
  const { handle, size, modified } = opened
  try {
    const head = await readHead(handle, headBytes)
    if (fileKey({ name: row.name, size, modified }, head) === row.current) return 'the same'
    return size > row.size && beginsWith(head, row.beginning) ? 'grown' : 'another'
  } finally {
    await handle.close()
  }
}
