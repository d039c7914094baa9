import type { Workstation } from '../../support/workstation.ts'
import type { Entry } from '../record.ts'
import type { Chance } from '../seeded-random.ts'

type Sides = { station: Workstation; chance: Chance; webhook: string; note: (entry: Entry) => void }

/** The analyst who switches a webhook off, and on again later. */
export function makeSwitch({ station, chance, webhook, note }: Sides) {
  const deletes = chance.maybe(0.5)
  const at = () => station.clock.monotonic()

  return {
    words: deletes ? 'deleted' : 'disabled',
    async off(): Promise<void> {
      await station.call(deletes ? 'webhooks.remove' : 'webhooks.disable', { id: webhook })
      // What had left before is seen by then.
      for (let turns = 3; turns > 0; turns -= 1) await new Promise(setImmediate)
      note(deletes ? { kind: 'deleted', at: at(), webhook } : { kind: 'disabled', at: at(), webhook, by: 'user' })
    },
    /** Long enough for what was waiting to fall due, over a crash or not. */
    async stay(): Promise<void> {
      await station.pass(6_000)
      if (chance.maybe(0.5)) {
        station.restart()
        note({ kind: 'crash', at: at() })
        await station.idle()
      }
      await station.pass(35_000)
    },
    async on(): Promise<void> {
      note({ kind: 'released', at: at(), webhook })
      note({ kind: deletes ? 'restored' : 'enabled', at: at(), webhook })
      if (deletes) await station.call('webhooks.restore', { id: webhook })
      else await station.call('webhooks.enable', { id: webhook, resume: true })
      note({ kind: 'resumed', at: at(), webhook, all: false })
      await station.idle()
    },
  }
}
