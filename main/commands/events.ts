import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import { sampleOf } from '../engine/sample.ts'
import type { Effects } from './effects.ts'

type EventHandlers = Pick<Handlers, Extract<keyof Handlers, `events.${string}`>>

export const makeEventHandlers = ({ ledger, engine }: Effects): EventHandlers => ({
  'events.fire': async (input) => {
    const { id, duplicate, queuedFor, held } = await engine.accept(input, 'manual')
    if (duplicate) {
      const message = `An event with the id ${id} was accepted before. Leave the id out to fire a new one.`
      throw new Refusal('conflict', message, { id: message })
    }
    return { id, deliveries: queuedFor.length, held }
  },
  'events.sample': ({ type }) => sampleOf(type, false),
  'events.page': ({ before, limit }) => ledger.events.page(before, limit),
  'events.get': ({ id }) => {
    const row = ledger.events.row(id)
    const event = ledger.events.byId(id)
    if (!row || !event) throw new Refusal('missing', 'This event can’t be read from the ledger. Fire it again.')
    return { row, event: { id: event.id, type: event.type, timestamp: event.timestamp, data: event.data } }
  },
})
