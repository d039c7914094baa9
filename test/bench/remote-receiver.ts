import { fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const ready = z.object({ url: z.string(), ca: z.string() })
const arrival = z.object({ path: z.string(), event: z.string(), at: z.number() })
export type Arrival = z.infer<typeof arrival>

export type RemoteReceiver = Awaited<ReturnType<typeof startRemoteReceiver>>

/** Starts the receiver process. `onArrival` gets each request's path, event id and time (see `sharedNow`). */
export async function startRemoteReceiver(onArrival?: (arrival: Arrival) => void) {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'), {
    env: { ...process.env, BENCH_REPORT: onArrival ? 'on' : 'off' },
  })
  const started = await new Promise<z.infer<typeof ready>>((resolve, reject) => {
    child.once('message', (message) => resolve(ready.parse(message)))
    child.once('exit', () => reject(new Error('the receiver process ended before it was ready')))
  })
  child.on('message', (message) => onArrival?.(arrival.parse(message)))
  return {
    origin: started.url,
    url: `${started.url}/hook`,
    ca: started.ca,
    close: () => child.disconnect(),
  }
}
