/** The engine's effects come in as parameters, so tests pass fakes and nothing is mocked. */

/** Wall clock, ms since 1970. `at` answers a function that cancels. */
export type Clock = { now: () => number; at: (time: number, run: () => void) => () => void }

export type Secrets = {
  seal: (text: string, context: string) => Uint8Array
  unseal: (sealed: Uint8Array, context: string) => string
}

// setTimeout fires at once for waits over 2^31 ms.
const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (time, run) => {
    const timer = setTimeout(run, Math.min(Math.max(0, time - Date.now()), longestTimer))
    return () => clearTimeout(timer)
  },
}
