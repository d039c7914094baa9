import type { Network } from './effects.ts'

/** While requests are under way, how often, ms, the network is asked: it may tell nothing by itself. */
const askEvery = 250

export type Outages = ReturnType<typeof openOutages>

/** Tells of each request whether there was a network all the while: one that goes and comes back takes its connections along. */
export function openOutages(network: Network) {
  let outages = 0
  let underWay = 0
  let timer: NodeJS.Timeout | undefined
  const stopListening = network.onChange(() => {
    if (network.state() !== 'up') outages += 1
  })

  function end(): void {
    underWay -= 1
    if (underWay === 0) clearInterval(timer)
  }

  return {
    /** Call when a request begins. Answers two functions: whether the network was up ever since, and one to end with. */
    begin() {
      const before = network.state() === 'up' ? outages : -1
      // Whoever waits for the end of a request keeps the process alive, not this.
      if (underWay === 0) timer = setInterval(() => void network.state(), askEvery).unref()
      underWay += 1
      return { wasUp: () => network.state() === 'up' && outages === before, end }
    },
    close: stopListening,
  }
}
