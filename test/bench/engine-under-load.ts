import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import type { Send } from '../../main/engine/send.ts'
import { openThreadedSender } from '../../main/engine/threaded-sender.ts'
import { openLedger } from '../../main/ledger/open.ts'
import type { EventInput } from '../../preload/contract/event.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeFolder, secrets } from '../support/plain-app.ts'
import type { Contender } from './contender.ts'
import { oneKilobyte } from './one-kilobyte.ts'

type Options = {
  ca: string
  /** One signed webhook each. */
  urls: string[]
  /** Called with the ledger's path and the webhooks' ids before the engine opens it. */
  fill?: (path: string, webhookIds: string[]) => void
  /** Of one attempt, ms. */
  budget?: number
  send?: Send
}

export type EngineUnderLoad = Awaited<ReturnType<typeof openEngineUnderLoad>>

/** The real ledger (on disk, synchronous=FULL) and the real engine, on the real clock, by themselves. */
export async function openEngineUnderLoad({ ca, urls, fill, budget, send }: Options) {
  const folder = await makeFolder(urls, { ca })
  fill?.(folder.path, folder.ids)
  const ledger = openLedger({ path: folder.path, onCommit: () => {} })
  const settings = settingsSchema.parse({}).delivery
  const sender = openThreadedSender({ note: console.error })
  const engine = openEngine({
    ledger,
    clock: systemClock,
    secrets,
    send: send ?? sender.send,
    dropIdle: sender.dropIdle,
    network: alwaysUp,
    proxies: noProxies,
    random: Math.random,
    settings: () => settings,
    log: { error: console.error },
    ...(budget === undefined ? {} : { budget }),
  })
  engine.start()
  return {
    fire: async (event: EventInput) => engine.accept(event, 'manual'),
    idle: () => engine.idle(),
    async close() {
      await engine.close(0)
      sender.close()
      ledger.close()
      folder.remove()
    },
  }
}

/** As many sources as fire events at the same time, each the next one once the last is accepted. */
const sources = 4

/** Accepted on disk, claimed, signed, sent, settled on disk: each event goes to all webhooks. */
export function asContender(station: EngineUnderLoad, webhooks: number): Contender {
  return {
    async send(count) {
      let left = Math.ceil(count / webhooks)
      const source = async () => {
        while (left > 0) {
          left -= 1
          await station.fire(oneKilobyte)
          // The next one comes in a turn of the loop of its own.
          await new Promise(setImmediate)
        }
      }
      await Promise.all(Array.from({ length: sources }, source))
      await station.idle()
    },
    close: () => station.close(),
  }
}
