import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { ChangeMessage } from '../../preload/contract/changes.ts'
import { makeFolder, openApp } from '../support/plain-app.ts'
import { oneKilobyte } from './one-kilobyte.ts'
import { atMost, type Part } from './part.ts'
import { startRemoteReceiver } from './remote-receiver.ts'
import { inShort, quantile } from './statistics.ts'

const webhooks = 8
/** Sources stop firing while more than this waits, as a full rate is what the receivers take. */
const mostPending = 800

const askSchema = z.object({ id: z.number(), name: z.string(), input: z.unknown() })
const endSchema = z.object({ times: z.array(z.number()), messages: z.number() })

export const bridge: Part = {
  title: 'a call of the window, there and back, 20 a second',
  async measure(scale) {
    const receiver = await startRemoteReceiver()
    const urls = Array.from({ length: webhooks }, () => receiver.url)
    const folder = await makeFolder(urls, { ca: receiver.ca })
    const idle = await ask(folder.folder, { seconds: Math.max(0.5, 3 * scale), rate: 'idle' })
    const busy = await ask(folder.folder, { seconds: Math.max(0.5, 15 * scale), rate: 'full' })
    folder.remove()
    receiver.close()
    return {
      rows: {
        'engine idle': inShort(idle.times),
        'engine at full rate': { ...inShort(busy.times), 'requests/s': Math.round(busy.rate) },
      },
      targets: [atMost('a call of the window at full rate, p99', quantile(busy.times, 0.99), 16, ' ms')],
      notes: [
        'The window is another process that asks over a pipe, and is told of every change; pages of 100 and settings.',
      ],
    }
  },
}

async function ask(folder: string, { seconds, rate }: { seconds: number; rate: 'idle' | 'full' }) {
  const window = fork(join(import.meta.dirname, 'window-process.ts'))
  let listening = true
  let pending = 0
  const sendChanges = ({ changes }: ChangeMessage) => {
    for (const change of changes) if (change.kind === 'counters') pending = change.counters.pending
    if (listening) window.send({ kind: 'changes', changes })
  }
  const app = openApp({ folder, sendChanges })
  const opened = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<z.infer<typeof endSchema>>()
  window.on('message', (message) => {
    const end = endSchema.safeParse(message)
    if (end.success) return ended.resolve(end.data)
    opened.resolve()
    const { id, name, input } = askSchema.parse(message)
    void app.answer(name, input).then((reply) => listening && window.send({ kind: 'answer', id, reply }))
  })
  await opened.promise
  let events = 0
  let begun = performance.now()
  let warm = false
  const isOver = () => {
    const passed = performance.now() - begun
    if (!warm && passed > Math.min(3, seconds / 2) * 1000) {
      warm = true
      events = 0
      begun = performance.now()
      window.send({ kind: 'begin' })
      return false
    }
    return warm && passed > seconds * 1000
  }
  const source = async () => {
    while (!isOver()) {
      if (rate === 'idle' || pending > mostPending) await wait(5)
      else {
        await app.call('events.fire', oneKilobyte)
        events += 1
        await new Promise(setImmediate)
      }
    }
  }
  await Promise.all([source(), source()])
  const perSecond = (events * webhooks - pending) / ((performance.now() - begun) / 1000)
  listening = false
  window.send({ kind: 'end' })
  const { times } = await ended.promise
  if (window.connected) await once(window, 'disconnect')
  await app.close()
  return { times, rate: perSecond }
}
