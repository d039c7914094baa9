import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { buildShim, openShim } from './disk-shim.ts'

const shim = buildShim()
const jobs = new URL('../../main/ledger/thread-job.ts', import.meta.url)

/** Writes a backup in a process whose disk is like `shim` has it. Answers what became of it. */
async function backUp(path: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const job = { kind: 'back up', path, name: 'ledger-2026-11-23.sqlite' }
  const code = `import { runJob } from ${JSON.stringify(jobs.href)}
    console.log(JSON.stringify(runJob(${JSON.stringify(job)})))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return JSON.parse(out)
}

test.skipIf(shim === null)(
  'a disk that fills up while a backup is written costs the backup, and leaves nothing half-written (needs a C compiler on Linux)',
  async () => {
    using folder = makeTempDir()
    // The shim fails what is written below a path with this in its name.
    mkdirSync(join(folder.path, 'ledger.sqlite.d'))
    const path = join(folder.path, 'ledger.sqlite.d', 'ledger.sqlite')
    // Open, as while the app runs: its index is there then, and a reader writes nothing.
    const ledger = openLedger({ path, onCommit: () => {} })
    const disk = openShim(shim!)
    try {
      disk.begin('full')
      expect(await backUp(path, disk.env)).toEqual({ kind: 'failed', fault: 'full', what: 'database or disk is full' })
      expect(readdirSync(join(path, '..', 'backups'))).toEqual([])
      disk.end()
      expect(await backUp(path, disk.env)).toMatchObject({ kind: 'done' })
      expect(readdirSync(join(path, '..', 'backups'))).toEqual(['ledger-2026-11-23.sqlite'])
    } finally {
      ledger.close()
      disk.remove()
    }
  },
  30_000,
)
