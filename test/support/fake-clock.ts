export type FakeClock = ReturnType<typeof makeFakeClock>

/** `end`: when it runs on the monotonic clock, should the other one be set back. */
type Timer = { time: number; end: number; run: () => void }

export function makeFakeClock(startMs = Date.UTC(2026, 10, 23, 10, 0, 0)) {
  let now = startMs
  /** How far the wall clock has run without time passing: sleep, or somebody set it. */
  let jumped = 0
  const timers = new Set<Timer>()

  // A Set keeps insertion order and the sort is stable, so timers due together run in the order they were set.
  const sortTimers = () =>
    [...timers]
      .map((timer) => ({ timer, time: Math.min(timer.time, startMs + timer.end + jumped) }))
      .toSorted((a, b) => a.time - b.time)

  const advanceTo = (target: number) => {
    if (target < now) throw new RangeError('Time only advances; use jump() to set the clock back')
    for (let due = sortTimers()[0]; due && due.time <= target; due = sortTimers()[0]) {
      timers.delete(due.timer)
      // An overdue timer, left behind by a jump, runs late: it does not take the clock back.
      now = Math.max(now, due.time)
      due.timer.run()
    }
    now = Math.max(now, target)
  }

  const monotonic = () => now - startMs - jumped

  return {
    now: () => now,
    monotonic,
    at: (time: number, run: () => void) => {
      const timer = { time, end: monotonic() + time - now, run }
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
