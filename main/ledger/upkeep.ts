import type { Clock } from '../engine/effects.ts'
import type { Log } from '../log.ts'

const hourMs = 60 * 60 * 1000

type Effects = {
  clock: Clock
  /** Done one after the other; one that fails is tried again the next hour. `open` is false once the app quits. */
  tasks: ((open: () => boolean) => Promise<void>)[]
  log: Pick<Log, 'error'>
}

/** What the ledger needs from time to time: at the start, then each hour. */
export function openUpkeep({ clock, tasks, log }: Effects) {
  let open = true
  let cancel = () => {}
  let running = run()

  async function run(): Promise<void> {
    for (const task of tasks) {
      try {
        if (open) await task(() => open)
      } catch (error) {
        log.error('upkeep of the ledger failed', error)
      }
    }
    if (open) cancel = clock.at(clock.now() + hourMs, () => void (running = run()))
  }

  return {
    /** Answers once the task that is under way has stopped. */
    async close(): Promise<void> {
      open = false
      cancel()
      await running
    },
  }
}
