import type { Ledger } from '../ledger/open.ts'
import type { Log } from '../log.ts'
import type { Clock, Network } from './effects.ts'

/** A smaller difference, ms, is how finely clocks are read, and how they are kept right little by little. */
const jump = 100

/**
 * Due times are by the wall clock, and somebody may set that. A difference to the monotonic one tells: all that waits is
 * moved along, so that each wait stays as long as it was. Sleep looks as if it was set forward, but then time has passed:
 * nothing is moved.
 */
export function openClockWatch({
  ledger,
  clock,
  network,
  log,
}: {
  ledger: Ledger
  clock: Clock
  network: Network
  log: Pick<Log, 'error'>
}) {
  const ahead = () => clock.now() - clock.monotonic()
  let known = ahead()
  let slept = network.state() === 'asleep'

  return {
    /** Call before times are read or written, and at each change of the network. */
    look(): void {
      const asleep = network.state() === 'asleep'
      const by = ahead() - known
      const hasPassed = by > 0 && (asleep || slept)
      if (!hasPassed && Math.abs(by) > jump) {
        try {
          ledger.write(() => ledger.waiting.shift(Math.round(by), Math.round(clock.now() - by)))
        } catch (error) {
          // Looked at again at the next turn.
          return log.error('the clock was set, and due times could not be moved along', error)
        }
      }
      known += by
      slept = asleep
    },
  }
}
