import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder in memory where the system has one: every commit still syncs, and no disk has to follow. */
export function makeFastFolder() {
  const memory = '/dev/shm'
  const path = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'castellan-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
