import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '../support/temp-dir.ts'

export type DiskFault = 'full' | 'read-only' | 'sync'

const letters: Record<DiskFault, string> = { full: 'F', 'read-only': 'R', sync: 'S' }

let built: string | null | undefined

/** The compiled shim (see disk-shim.c), or null where it can't be made: no Linux, or no C compiler. */
export function buildShim(): string | null {
  if (built !== undefined) return built
  if (process.platform !== 'linux') return (built = null)
  const folder = makeTempDir()
  process.on('exit', folder.remove)
  const path = join(folder.path, 'shim.so')
  const source = join(import.meta.dirname, 'disk-shim.c')
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', path, source, '-ldl'], { stdio: 'ignore' })
  return (built = made.status === 0 ? path : null)
}

/** Lets a process that is started with `env` have a disk that fails from `begin` to `end`. */
export function openShim(shim: string) {
  const folder = makeTempDir()
  const trigger = join(folder.path, 'fault')
  return {
    env: { LD_PRELOAD: shim, CASTELLAN_DISK_FAULT: trigger },
    begin: (fault: DiskFault) => writeFileSync(trigger, letters[fault]),
    end: () => rmSync(trigger, { force: true }),
    remove: folder.remove,
  }
}
