import { parentPort, workerData } from 'node:worker_threads'
import { jobSchema, runJob } from './thread-job.ts'

// The code of a thread that does one job with connections of its own, and ends.
parentPort?.postMessage(runJob(jobSchema.parse(workerData)), [])
