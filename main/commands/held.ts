import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import type { Effects } from './effects.ts'
import type { StoredWebhooks } from './stored-webhooks.ts'

type HeldHandlers = Pick<Handlers, Extract<keyof Handlers, `webhooks.held.${string}`>>

/** Deliveries kept back while their webhook was disabled. */
export function makeHeldHandlers({ ledger, engine, clock }: Effects, webhooks: StoredWebhooks): HeldHandlers {
  function moveHeld(id: string, move: 'release' | 'dismiss') {
    const moved = ledger.write((touched) => {
      if (move === 'release' && webhooks.find(id).disabled_at !== null) {
        throw new Refusal('conflict', 'The webhook is disabled. Enable it, then send what was held.')
      }
      const ids = ledger.deliveries[move](id, clock.now())
      for (const delivery of ids) touched.deliveries.add(delivery)
      touched.webhooks.add(id)
      return ids
    })
    engine.wake([id])
    return { count: moved.length }
  }

  return {
    'webhooks.held.send': ({ id }) => moveHeld(id, 'release'),
    'webhooks.held.dismiss': ({ id }) => moveHeld(id, 'dismiss'),
  }
}
