import type { Clock, Network } from '../engine/effects.ts'

/** A smaller difference, ms, is how clocks are kept right little by little. */
const jump = 1000

type Parts = { clock: Clock; network: Pick<Network, 'state'>; graceMs: () => number }

/**
 * Since when agents could be heard. App off, workstation asleep or without a network: nobody could be, and what nobody
 * heard is no agent's silence. A clock that was set makes all times before it worthless, so listening begins anew then, too.
 */
export function openListening({ clock, network, graceMs }: Parts) {
  const ahead = () => clock.now() - clock.monotonic()
  let known = ahead()
  let heard = false
  let begun = clock.now()

  const beginAnew = () => void (begun = clock.now())

  return {
    /** ms since 1970, its grace included; null: not listening now. */
    since: (): number | null => (heard ? begun + graceMs() : null),
    beginAnew,
    /** Call before times are judged. Answers whether the clock was set back, so that stored times may lie ahead of it. */
    look(): boolean {
      const before = heard
      heard = network.state() === 'up'
      const by = ahead() - known
      known += by
      if ((heard && !before) || Math.abs(by) > jump) beginAnew()
      return by < -jump
    },
  }
}
