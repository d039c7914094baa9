import type { Clock } from '../../../main/engine/effects.ts'

export type SimTime = ReturnType<typeof makeSimTime>

/** `at`: on the wall clock, where there is one; `by`: on the monotonic clock. Whatever comes first. */
type Timer = { at: number; by: number; run: () => void }

const start = Date.UTC(2026, 10, 23, 10)

/**
 * Three clocks in one: the wall clock, which anybody may set; the monotonic one, which stands still in sleep; and real
 * time, by which promises are judged. Nothing passes by itself.
 */
export function makeSimTime() {
  let wall = start
  let monotonic = 0
  let slept = 0
  const timers = new Set<Timer>()

  const leftOf = ({ at, by }: Timer) => Math.max(0, Math.min(at - wall, by - monotonic))

  function next(): Timer | undefined {
    let soonest: Timer | undefined
    for (const timer of timers) if (!soonest || leftOf(timer) < leftOf(soonest)) soonest = timer
    return soonest
  }

  function add(timer: Timer): () => void {
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  return {
    /** ms that have really passed. */
    real: () => monotonic + slept,
    wall: () => wall,
    monotonic: () => monotonic,
    /** Runs after so many ms in which the workstation is awake. */
    after: (ms: number, run: () => void) => add({ at: Number.POSITIVE_INFINITY, by: monotonic + ms, run }),
    /** Lets time pass, one timer after the other; `settle` lets everything happen that a timer sets off. */
    async pass(ms: number, settle: () => Promise<void>): Promise<void> {
      const end = monotonic + ms
      for (let timer = next(); timer && monotonic + leftOf(timer) <= end; timer = next()) {
        const step = leftOf(timer)
        monotonic += step
        wall += step
        timers.delete(timer)
        timer.run()
        await settle()
      }
      wall += end - monotonic
      monotonic = end
    },
    sleep(ms: number): void {
      wall += ms
      slept += ms
    },
    /** Somebody sets the wall clock. */
    set(ms: number): void {
      wall += ms
    },
    /** The clock of one life of the process: after `end` nothing it has asked for runs any more. */
    openClock(): { clock: Clock; end: () => void } {
      const mine = new Set<() => void>()
      let alive = true
      const clock: Clock = {
        now: () => wall,
        monotonic: () => monotonic,
        at: (time, run) => {
          if (!alive) return () => {}
          // As the real one: a clock that is set back makes no timer wait for longer than it was set for.
          const due = Math.ceil(time)
          const timer = { at: due, by: monotonic + due - wall, run: () => (mine.delete(cancel), run()) }
          const cancel = add(timer)
          mine.add(cancel)
          return () => {
            mine.delete(cancel)
            cancel()
          }
        },
      }
      return {
        clock,
        end: () => {
          alive = false
          for (const cancel of mine) cancel()
        },
      }
    },
  }
}
