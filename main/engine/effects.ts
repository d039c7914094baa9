import type { NetworkState } from '../../preload/contract/changes.ts'
import type { Proxy } from './route.ts'

/** The engine's effects come in as parameters, so tests pass fakes and nothing is mocked. */

/**
 * `now`: wall clock, ms since 1970. `monotonic`: ms that only ever count up, and stand still in sleep where the system
 * has it so. `at` runs at a wall clock time, or once the time that was left has passed where the clock was set back;
 * answers a function that cancels.
 */
export type Clock = { now: () => number; monotonic: () => number; at: (time: number, run: () => void) => () => void }

/** What the workstation can do; the one thing the engine knows of sleep, cables and VPNs. */
export type Network = {
  state: () => NetworkState
  /** Answers a function that stops listening. */
  onChange: (listener: () => void) => () => void
}

export const alwaysUp: Network = { state: () => 'up', onChange: () => () => {} }

/** Which proxy a webhook wants: the one of the settings, none, or one of its own. */
export type ProxyWish = { kind: 'settings' } | { kind: 'none' } | { kind: 'manual'; proxy: Proxy }

export type Proxies = {
  /** null: straight to the receiver. */
  choose: (url: URL, wish: ProxyWish) => Promise<Proxy | null>
  /** Told that this one could not be reached, so that another may be chosen next time. */
  failed: (proxy: Proxy) => void
}

/** A workstation without any: only a webhook may have one of its own. */
export const noProxies: Proxies = {
  choose: async (_url, wish) => (wish.kind === 'manual' ? wish.proxy : null),
  failed: () => {},
}

export type Secrets = {
  seal: (text: string, context: string) => Uint8Array
  unseal: (sealed: Uint8Array, context: string) => string
}

// A timer stands still while the workstation sleeps: looking at the clock this often, what fell due meanwhile is not
// late by more than this.
const longestTimer = 30_000

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  at: (time, run) => {
    let timer: NodeJS.Timeout
    const end = performance.now() + time - Date.now()
    const arm = () => {
      const left = Math.max(0, Math.min(time - Date.now(), end - performance.now()))
      timer = left > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(run, left)
    }
    arm()
    return () => clearTimeout(timer)
  },
}
