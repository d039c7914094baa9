import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeTempDir } from '../support/temp-dir.ts'

/** `everysec` is what Redis recommends, and may lose a second of jobs; `always` syncs as the ledger does. */
export type Durability = 'everysec' | 'always'

/** A Redis of our own in a folder of its own, on a unix socket; null where no redis-server is on the path. */
export async function startRedis(durability: Durability) {
  if (!isOnPath('redis-server')) return null
  const folder = makeTempDir()
  const path = join(folder.path, 'redis.sock')
  const settings = {
    port: '0',
    unixsocket: path,
    dir: folder.path,
    save: '',
    appendonly: 'yes',
    appendfsync: durability,
  }
  const server = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await answering(path)
  return {
    path,
    async close() {
      server.kill()
      await ended
      folder.remove()
    },
  }
}

async function answering(path: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await connects(path)) return
    await wait(50)
  }
  throw new Error('redis-server did not answer within 5 s')
}

const connects = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(path, () => resolve(socket.destroy().destroyed))
    socket.on('error', () => resolve(false))
  })

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
