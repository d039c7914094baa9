import type { EventInput, EventSource } from '../../preload/contract/event.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { type Accepted, accept } from './accept.ts'
import type { Clock } from './effects.ts'
import type { Observer, Sighting } from './observe.ts'

/** One of several that come in together. */
export type Taken =
  | { kind: 'event'; input: EventInput }
  | { kind: 'finding'; event: Extract<Sighting, { kind: 'finding' }>['event'] }

type Parts = {
  ledger: Ledger
  clock: Clock
  observers: readonly Observer[]
  /** Told of the webhooks something was queued for. */
  queued: (webhookIds: string[]) => void
  log: Pick<Log, 'error'>
}

/** Takes in events, and those that follow from them, inside the running transaction. */
export function openAccepting({ ledger, clock, observers, queued, log }: Parts) {
  function take(touched: Touched, input: EventInput, source: EventSource): Accepted {
    const now = clock.now()
    const accepted = accept(ledger, touched, { input, source, now })
    if (accepted.queuedFor.length > 0) queued(accepted.queuedFor)
    // What a rule fired feeds no rule: two of them could feed each other for ever.
    if (accepted.duplicate || observers.length === 0 || source === 'rules') return accepted
    const event = ledger.events.byId(accepted.id)
    if (event) look(touched, { kind: 'event', event, source }, now)
    return accepted
  }

  function look(touched: Touched, sighting: Sighting, now: number): void {
    for (const observe of observers) {
      try {
        // Its own savepoint: where it fails, what came in is taken in all the same.
        ledger.write(() => {
          for (const { input, source } of observe(touched, sighting, now)) take(touched, input, source)
        })
      } catch (error) {
        log.error('what came in could not be looked at', error)
      }
    }
  }

  function takeOne(touched: Touched, one: Taken, source: EventSource): Accepted | null {
    if (one.kind === 'event') return take(touched, one.input, source)
    look(touched, { kind: 'finding', event: one.event, source }, clock.now())
    return null
  }

  return {
    accept: take,
    take: takeOne,
    observe: (touched: Touched, sighting: Sighting) => look(touched, sighting, clock.now()),
  }
}
