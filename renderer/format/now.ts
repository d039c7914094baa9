import { useSyncExternalStore } from 'react'

// One timer for every relative time and countdown on the screen: they all change at the same moment, and none keeps a
// timer when nothing is shown.
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

function tick() {
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now()
    timer = setInterval(tick, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

/** Renders only when what `words` makes of the time has changed: "2 h ago" once an hour, not once a second. */
export function useTimeWords(words: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => {
    // Nobody ticks before the first subscription.
    if (timer === null && Date.now() - now >= 1000) now = Date.now()
    return words(now)
  })
}
