import { z } from 'zod'
import { sharedNow } from './monotonic.ts'

// Stands for the window: asks main over a channel between processes, gets what main tells the window, and measures how
// long each answer takes. Asks 20 times a second until it is told to end; then it tells its times and goes.

const asked = [
  { name: 'deliveries.page', input: { limit: 100 } },
  { name: 'settings.get', input: {} },
  { name: 'events.page', input: { limit: 100 } },
  { name: 'deliveries.page', input: { limit: 100, filter: { states: ['failed'] } } },
]
const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.number() }),
  z.object({ kind: z.literal('changes') }),
  /** What was measured so far was to warm up. */
  z.object({ kind: z.literal('begin') }),
  z.object({ kind: z.literal('end') }),
])

const begun = new Map<number, number>()
const times: number[] = []
let messages = 0
let next = 0
const timer = setInterval(() => {
  begun.set(next, sharedNow())
  process.send?.({ id: next, ...asked[next % asked.length] })
  next += 1
}, 50)

process.on('message', (message) => {
  const now = sharedNow()
  const heard = told.parse(message)
  if (heard.kind === 'answer') times.push(now - (begun.get(heard.id) ?? Number.NaN))
  else if (heard.kind === 'changes') messages += 1
  else if (heard.kind === 'begin') times.length = 0
  else {
    clearInterval(timer)
    process.send?.({ times, messages }, () => process.disconnect())
  }
})
