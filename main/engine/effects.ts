/** The engine's effects come in as parameters, so tests pass fakes and nothing is mocked. */

/** Wall clock, ms since 1970. `at` answers a function that cancels. */
export type Clock = { now: () => number; at: (time: number, run: () => void) => () => void }

export type Secrets = {
  seal: (text: string, context: string) => Uint8Array
  unseal: (sealed: Uint8Array, context: string) => string
}

// A timer stands still while the workstation sleeps: looking at the clock this often, what fell due meanwhile is not
// late by more than this.
const longestTimer = 30_000

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (time, run) => {
    let timer: NodeJS.Timeout
    const arm = () => {
      const left = Math.max(0, time - Date.now())
      timer = left > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(run, left)
    }
    arm()
    return () => clearTimeout(timer)
  },
}
