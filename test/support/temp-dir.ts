import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TempDir = ReturnType<typeof makeTempDir>

export function makeTempDir() {
  // On macOS the temporary folder is a link; code that resolves paths would report another one than the test knows.
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'castellan-'))
  // On Windows a file that was just closed stays locked for a moment.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  return { path, remove, [Symbol.dispose]: remove }
}
