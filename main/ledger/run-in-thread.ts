import { Worker } from 'node:worker_threads'
import { threadUrl } from '../thread-url.ts'
import { type Job, type JobEnd, jobEndSchema } from './thread-job.ts'

/** Does a job beside the thread that delivers, so that it waits for nothing. Aborted, it ends at once, half-done. */
export function runInThread(job: Job, signal?: AbortSignal): Promise<JobEnd> {
  return new Promise((resolve) => {
    const failed = (what: string) => resolve({ kind: 'failed', fault: null, what })
    const worker = new Worker(threadUrl('ledger/backup-thread'), { workerData: job })
    const stop = () => void worker.terminate()
    signal?.addEventListener('abort', stop, { once: true })
    worker.once('message', (end: unknown) => resolve(jobEndSchema.parse(end)))
    worker.once('error', (error: unknown) => failed(String(error)))
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      failed('the thread ended before its job')
    })
    if (signal?.aborted) stop()
  })
}
