import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import { atMost, type Part, type Row } from './part.ts'

const seenSchema = z.object({ deliveries: z.number(), rss: z.number(), heap: z.number() })

const inMegabytes = (bytes: number) => Number((bytes / 2 ** 20).toFixed(1))

export const memory: Part = {
  title: 'memory of the engine’s process, after a collection',
  async measure(scale) {
    const counts = [20_000, 100_000, 200_000].map((count) => String(Math.ceil(count * scale)))
    const child = fork(join(import.meta.dirname, 'memory-process.ts'), counts, { execArgv: ['--expose-gc'] })
    const seen: z.infer<typeof seenSchema>[] = []
    child.on('message', (message) => void seen.push(seenSchema.parse(message)))
    await once(child, 'exit')
    const [first, last] = [seen[0], seen.at(-1)]
    const grown = first && last && seen.length === counts.length ? inMegabytes(last.heap - first.heap) : Number.NaN
    return {
      rows: Object.fromEntries(
        seen.map(({ deliveries, rss, heap }): [string, Row] => [
          `after ${deliveries} deliveries`,
          { 'rss MB': inMegabytes(rss), 'heap MB': inMegabytes(heap) },
        ]),
      ),
      targets: [atMost('heap grown from 20,000 to 200,000 deliveries', grown, 5, ' MB')],
      notes: ['Really sent to the receiver in another process.'],
    }
  },
}
