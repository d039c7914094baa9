import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { LoginFiles } from './login.ts'

/** The file that starts the app at login, on the disk. */
export const loginFiles: LoginFiles = {
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  write: (path, content) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  },
  remove: (path) => rmSync(path, { force: true }),
}
