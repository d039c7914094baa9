import { Agent } from 'node:https'
import axios from 'axios'
import { Queue, Worker } from 'bullmq'
import { concurrency, type Contender } from './contender.ts'
import { oneKilobyteBody } from './one-kilobyte.ts'
import { type Durability, startRedis } from './redis-server.ts'
import type { RemoteReceiver } from './remote-receiver.ts'

/** As an event goes to 8 webhooks, jobs are added 8 at a time. */
const jobsAtOnce = 8

/** What many build webhooks with: BullMQ on Redis, a worker with 64 jobs at a time, axios. null without a redis-server. */
export async function openBullmqAxios({ url, ca }: RemoteReceiver, durability: Durability): Promise<Contender | null> {
  const redis = await startRedis(durability)
  if (!redis) return null
  const connection = { path: redis.path, maxRetriesPerRequest: null }
  const httpsAgent = new Agent({ keepAlive: true, maxSockets: concurrency, ca })
  const headers = { 'content-type': 'application/json' }
  const queue = new Queue<string>('webhooks', { connection })
  let left = 0
  let allDone = () => {}
  const worker = new Worker<string>(
    'webhooks',
    async (job) => void (await axios.post(url, Buffer.from(job.data), { headers, httpsAgent, proxy: false })),
    { connection, concurrency },
  )
  worker.on('completed', () => {
    left -= 1
    if (left === 0) allDone()
  })
  await worker.waitUntilReady()
  const opts = { attempts: 5, backoff: { type: 'exponential', delay: 5000 } }
  return {
    async send(count) {
      left = count
      const done = new Promise<void>((resolve) => (allDone = resolve))
      for (let added = 0; added < count; added += jobsAtOnce) {
        const jobs = Array.from({ length: Math.min(jobsAtOnce, count - added) })
        await queue.addBulk(jobs.map(() => ({ name: 'post', data: oneKilobyteBody, opts })))
      }
      await done
    },
    async close() {
      await worker.close()
      await queue.close()
      httpsAgent.destroy()
      await redis.close()
    },
  }
}
