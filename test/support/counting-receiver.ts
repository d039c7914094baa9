import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Ca } from './certificates.ts'

/**
 * A receiver in a thread of its own, whose counts can be read without giving up the turn. It answers every POST but those
 * to `/hold`, which it counts as soon as their headers are there.
 */
export async function openCountingReceiver(ca: Ca) {
  const { certPem: cert, keyPem: key } = await ca.issue()
  const counts = new Int32Array(new SharedArrayBuffer(8))
  const worker = new Worker(new URL('./counting-thread.ts', import.meta.url), { workerData: { cert, key, counts } })
  const [{ port }] = (await once(worker, 'message')) as [{ port: number }]
  return {
    url: `https://127.0.0.1:${port}`,
    held: () => Atomics.load(counts, 0),
    open: () => Atomics.load(counts, 1),
    async [Symbol.asyncDispose]() {
      await worker.terminate()
    },
  }
}
