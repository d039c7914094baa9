export type FakeClock = ReturnType<typeof makeFakeClock>

type Timer = { time: number; run: () => void }

export function makeFakeClock(startMs = Date.UTC(2026, 10, 23, 10, 0, 0)) {
  let now = startMs
  /** How far the wall clock has run without time passing: sleep, or somebody set it. */
  let jumped = 0
  const timers = new Set<Timer>()

  // A Set keeps insertion order and the sort is stable, so timers due together run in the order they were set.
  const sortTimers = () => [...timers].toSorted((a, b) => a.time - b.time)

  const advanceTo = (target: number) => {
    if (target < now) throw new RangeError('Time only advances; use jump() to set the clock back')
    for (let due = sortTimers()[0]; due && due.time <= target; due = sortTimers()[0]) {
      timers.delete(due)
      // An overdue timer, left behind by a jump, runs late: it does not take the clock back.
      now = Math.max(now, due.time)
      due.run()
    }
    now = Math.max(now, target)
  }

  return {
    now: () => now,
    monotonic: () => now - startMs - jumped,
    at: (time: number, run: () => void) => {
      const timer = { time, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advanceTo,
    advance: (ms: number) => advanceTo(now + ms),
    jump: (ms: number) => {
      now += ms
      jumped += ms
    },
    pending: () => sortTimers().map(({ time }) => time),
  }
}
