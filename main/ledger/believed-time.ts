import type { Clock } from '../engine/effects.ts'
import type { Ledger } from './open.ts'

/** A time is believed once the clock has been there for so long. */
const proofMs = 24 * 60 * 60 * 1000
/** Events looked at in one go, and how long deliveries come first then. */
const mostEvents = 1000
const pauseMs = 10

type Effects = { ledger: Pick<Ledger, 'pruning'>; clock: Clock }

/**
 * The time as far as it is proven, at most the clock's: a clock that is a year fast for an hour must not cost a year of
 * history. A time is proven by the newest event that is a day old at least, a day more; or by a day of running, in which
 * the clock never showed less than this. Newest is the one accepted last: a time the clock had left again proves nothing.
 * After a long holiday, or a sleep, the clock is so believed a day later. Answers ms since 1970, null: nothing proven.
 */
export function openBelievedTime({ ledger, clock }: Effects) {
  let looks: { time: number; monotonic: number }[] = []

  /** Each look at the clock, carried on by the time that passed since: the least of them. */
  function byRunning(): number | null {
    const monotonic = clock.monotonic()
    looks.push({ time: clock.now(), monotonic })
    // Of those that are a day old only the newest counts.
    const first = looks.findLastIndex((look) => monotonic - look.monotonic >= proofMs)
    if (first === -1) return null
    looks = looks.slice(first)
    return Math.min(...looks.map((look) => look.time + monotonic - look.monotonic))
  }

  async function byEvents(open: () => boolean): Promise<number | null> {
    const range = ledger.pruning.eventRange()
    const latest = clock.now() - proofMs
    for (let before = range.last + 1; before > range.first && open(); before -= mostEvents) {
      const time = ledger.pruning.acceptedUpTo(latest, before - mostEvents, before)
      if (time !== null) return time + proofMs
      await new Promise<void>((resolve) => void clock.at(clock.now() + pauseMs, resolve))
    }
    return null
  }

  return async (open: () => boolean): Promise<number | null> => {
    const [running, events] = [byRunning(), await byEvents(open)]
    if (running === null) return events
    return Math.min(Math.max(running, events ?? running), clock.now())
  }
}
