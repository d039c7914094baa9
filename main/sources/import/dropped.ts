import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../refusal.ts'

/**
 * Files that are dropped on the window come in pieces, and lie in the data folder until they are taken.
 * SECURITY: the page names no path. What it sends is kept under a name of ours, readable by this user alone.
 */
export function openDropped(folder: string) {
  const own = join(folder, 'imports')
  let current: { path: string; file: number; size: number; received: number } | null = null

  function forget(): void {
    if (current) closeSync(current.file)
    current = null
    rmSync(own, { recursive: true, force: true })
  }

  return {
    begin(id: string, size: number): void {
      forget()
      mkdirSync(own, { recursive: true, mode: 0o700 })
      const path = join(own, id)
      current = { path, file: openSync(path, 'wx', 0o600), size, received: 0 }
    },
    /** Answers its path once all of it is there. */
    append(bytes: Uint8Array): string | null {
      if (!current || current.received + bytes.length > current.size)
        throw new Refusal('conflict', 'The file has changed while it was read. Drop it again.')
      writeSync(current.file, bytes)
      current.received += bytes.length
      return current.received === current.size ? current.path : null
    },
    forget,
  }
}
