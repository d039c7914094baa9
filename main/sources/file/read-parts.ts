import type { FileHandle } from 'node:fs/promises'
import { type Layout, openSplitter } from './layout.ts'
import type { Part, Place } from './part.ts'

const chunkBytes = 256 * 1024

/** All parts of a file from a place on, chunk by chunk: no more of the file than one chunk and one part is in memory. */
export async function* readParts(
  handle: FileHandle,
  kind: Exclude<Layout['kind'], 'unreadable'>,
  from: Place,
): AsyncGenerator<Part[]> {
  const splitter = openSplitter(kind, from)
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (let position = from.position; ;) {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position)
    if (bytesRead === 0) break
    position += bytesRead
    yield splitter.push(buffer.subarray(0, bytesRead))
  }
  yield splitter.finish()
}

/** The first bytes of a file, at most `most` of them. */
export async function readHead(handle: FileHandle, most: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(most)
  const { bytesRead } = await handle.read(buffer, 0, most, 0)
  return buffer.subarray(0, bytesRead)
}
