import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

export type OpenFile = { handle: FileHandle; size: number; modified: bigint }

/**
 * Opens a file for reading; null where it is no ordinary file.
 * SECURITY: a link is not followed, so nobody can have another file read in its name; and where it was swapped for
 * something else meanwhile, what was opened is looked at, not its name. Opening a pipe does not wait for a writer.
 */
export async function openSafely(path: string): Promise<OpenFile | null> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  // Windows has neither; there the caller looks at the name before.
  const flags = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)
  let handle: FileHandle
  try {
    handle = await open(path, flags)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return null
    throw error
  }
  const stat = await handle.stat({ bigint: true })
  if (stat.isFile()) return { handle, size: Number(stat.size), modified: stat.mtimeNs }
  await handle.close()
  return null
}
