import type { Network } from '../../main/engine/effects.ts'
import type { NetworkState } from '../../preload/contract/changes.ts'

export type FakeNetwork = ReturnType<typeof makeFakeNetwork>

export function makeFakeNetwork(state: NetworkState = 'up') {
  const listeners = new Set<() => void>()
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set: (next: NetworkState): void => {
      state = next
      for (const listener of listeners) listener()
    },
  } satisfies Network & { set: (next: NetworkState) => void }
}
