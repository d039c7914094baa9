import type { ServerResponse } from 'node:http'

// How many requests are being answered at once, now and at most.
export function countInFlight() {
  const counts = { now: 0, peak: 0 }
  return {
    counts,
    enter: (response: ServerResponse) => {
      let inside = true
      const leave = () => {
        if (inside) counts.now--
        inside = false
      }
      counts.peak = Math.max(counts.peak, ++counts.now)
      // Before the last byte can reach the sender, or its next request might be counted as one too many.
      response.on('prefinish', leave)
      response.on('close', leave)
    },
  }
}
