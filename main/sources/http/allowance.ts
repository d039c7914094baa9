/** More in a second than this workstation can be expected to deliver is slowed down at the door. */
const perSecond = 2000
const burst = 4000

/** A token bucket of events. `monotonic`: ms. */
export function openAllowance(monotonic: () => number) {
  let left = burst
  let at = monotonic()
  return {
    /** 0 where so many may come in now; otherwise in how many seconds they may. */
    take(count: number): number {
      const now = monotonic()
      left = Math.min(burst, left + ((now - at) * perSecond) / 1000)
      at = now
      if (count > left) return Math.max(1, Math.ceil((count - left) / perSecond))
      left -= count
      return 0
    },
  }
}
