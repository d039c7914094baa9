import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodePath } from '../impersonate.ts'

export interface SecondInstance {
  argv: string[]
  cwd: string
  data: unknown
}

let held: { file: string; server: Server } | undefined

/** One lock per userData folder: a file with the holder's process id, and a socket on which others say hello. */
export function requestSingleInstanceLock(
  userData: string,
  data: unknown,
  onSecondInstance: (other: SecondInstance) => void,
): boolean {
  if (held) return true
  mkdirSync(userData, { recursive: true })
  const file = join(userData, 'castellan-host.lock')
  const socket = socketPath(userData)
  if (!takeLock(file)) {
    greetHolder(socket, { argv: process.argv, cwd: process.cwd(), data })
    return false
  }
  if (process.platform !== 'win32') rmSync(socket, { force: true })
  held = { file, server: listen(socket, onSecondInstance) }
  return true
}

export const hasSingleInstanceLock = () => held !== undefined

export function releaseSingleInstanceLock() {
  if (!held) return
  rmSync(held.file, { force: true })
  held.server.close()
  held = undefined
}

// In the temporary folder: a socket's path may have about 100 characters, and userData can be anywhere.
function socketPath(userData: string): string {
  const name = `castellan-host-${createHash('sha256').update(realpathSync(userData)).digest('hex').slice(0, 16)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

function takeLock(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isAlive(Number(readFileSync(file, 'utf8')))) return false
      // Its holder was killed.
      rmSync(file, { force: true })
    }
  }
  return false
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function listen(socket: string, onSecondInstance: (other: SecondInstance) => void): Server {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    let text = ''
    connection.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    connection.on('end', () => {
      connection.end('ok')
      onSecondInstance(JSON.parse(text) as SecondInstance)
    })
    connection.on('error', () => connection.destroy())
  })
  return server.listen(socket).unref()
}

/** Electron has told the first instance before requestSingleInstanceLock() returns, so this waits as well. */
function greetHolder(socket: string, self: SecondInstance) {
  const script = `
    const connection = require('node:net').connect({ path: process.argv[1] }, () => connection.end(process.argv[2]))
    connection.on('data', () => process.exit()).on('error', () => process.exit())`
  spawnSync(nodePath, ['-e', script, socket, JSON.stringify(self)], { timeout: 3000 })
}
