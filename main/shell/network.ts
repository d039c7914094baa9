import type { NetworkState } from '../../preload/contract/changes.ts'
import type { Clock, Network } from '../engine/effects.ts'

type Parts = {
  /** Electron's `net.isOnline`: false where no request can succeed, true says little. */
  isOnline: () => boolean
  powerMonitor: {
    on(event: 'suspend', listener: () => void): unknown
    on(event: 'resume', listener: () => void): unknown
  }
  clock: Clock
}

/** Electron tells main nothing when the network comes back, so while it is down it is asked again each so many ms. */
const askAgain = 5_000

// Windows programs have been seen to tell of a suspend that never came (electron/electron#44971). No timer runs in a
// real one: where this many ms of ours go by, we are awake.
const mostAsleep = 60_000

/** What the workstation can do now, from Electron's net and powerMonitor. Read when asked; nothing runs while it is up. */
export function openNetwork({ isOnline, powerMonitor, clock }: Parts): Network {
  const listeners = new Set<() => void>()
  let known: NetworkState = isOnline() ? 'up' : 'down'
  let cancel = () => {}

  function become(state: NetworkState): NetworkState {
    const changed = state !== known
    known = state
    if (state === 'down') askIn(askAgain)
    // In a turn of its own: whoever asks is in the middle of something.
    if (changed) queueMicrotask(() => [...listeners].forEach((listener) => listener()))
    return state
  }

  const read = () => become(isOnline() ? 'up' : 'down')
  function askIn(ms: number): void {
    cancel()
    cancel = clock.at(clock.now() + ms, read)
  }

  powerMonitor.on('suspend', () => {
    become('asleep')
    askIn(mostAsleep)
  })
  powerMonitor.on('resume', () => {
    cancel()
    read()
  })
  if (known === 'down') askIn(askAgain)

  return {
    state: () => (known === 'up' ? read() : known),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
