import type { Clock } from './effects.ts'

/** One timer at a time, by the wall clock. Once it has rung, or is off, it is set for never. */
export function openAlarm(clock: Pick<Clock, 'at'>, ring: () => void) {
  let cancel = () => {}
  let setFor = Number.POSITIVE_INFINITY

  function off(): void {
    cancel()
    setFor = Number.POSITIVE_INFINITY
  }

  return {
    setFor: () => setFor,
    off,
    set(time: number): void {
      off()
      setFor = time
      cancel = clock.at(time, () => {
        setFor = Number.POSITIVE_INFINITY
        ring()
      })
    },
  }
}
