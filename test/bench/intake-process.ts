import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { openApp } from '../support/plain-app.ts'

// The app without its window, in a process of its own: what sends to its HTTP source does not share a thread with it.
// Tells its parent { url, certificate, token } once the source is on, and when asked how much CPU time its main thread
// has used. Closes when it is left alone.

const { folder, port } = z.object({ folder: z.string(), port: z.number() }).parse(JSON.parse(process.argv[2] ?? ''))
const app = openApp({ folder, settings: { sources: { http: { on: true, port } } } })

async function source() {
  for (;;) {
    const { sources } = await app.call('app.snapshot', {})
    const http = sources.find(({ kind }) => kind === 'http')
    if (http?.kind === 'http' && http.state === 'on') return http
    if (http?.state === 'failed') throw new Error(http.lastError?.message)
    await wait(10)
  }
}

const { url, certificate } = await source()
const { token } = await app.call('sources.token.rotate', {})
process.send?.({ url, certificate: certificate?.file, token })
process.on('message', () => process.send?.(process.threadCpuUsage()))
process.once('disconnect', () => void app.close().then(() => process.exit(0)))
