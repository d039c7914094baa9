import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { mostDroppedBytes } from '../../../preload/contract/file.ts'
import { contentKey, fileKey } from '../file/file-id.ts'
import type { OpenFile } from '../file/open-safely.ts'

/**
 * What tells a file that is imported from others. One that may be dropped is known by what is in it: dropped, it lies in
 * a file of ours, and its own time does not come along. A larger one is only ever chosen, and keeps its time.
 */
export async function importKey(name: string, { handle, size, modified }: OpenFile, head: Uint8Array): Promise<string> {
  if (size > mostDroppedBytes) return fileKey({ name, size, modified }, head)
  const hash = createHash('sha256')
  await pipeline(handle.createReadStream({ start: 0, autoClose: false }), hash)
  return contentKey(name, hash.digest('base64url'))
}
