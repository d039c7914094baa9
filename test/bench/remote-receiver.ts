import { fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const ready = z.object({ url: z.string(), ca: z.string() })
const arrival = z.object({ id: z.string().optional(), at: z.number() })

/** Starts the receiver process. `onArrival` gets each request's webhook-id and time (ms since 1970). */
export async function startRemoteReceiver(onArrival?: (id: string, at: number) => void) {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'), {
    env: { ...process.env, BENCH_REPORT: onArrival ? 'on' : 'off' },
  })
  const started = await new Promise<z.infer<typeof ready>>((resolve, reject) => {
    child.once('message', (message) => resolve(ready.parse(message)))
    child.once('exit', () => reject(new Error('the receiver process ended before it was ready')))
  })
  child.on('message', (message) => {
    const { id, at } = arrival.parse(message)
    if (id !== undefined) onArrival?.(id, at)
  })
  return { ...started, close: () => child.disconnect() }
}
