import type { Received } from './received.ts'

// What has arrived, and those who wait for it: no test needs to poll or sleep.
export function keepArrivals() {
  const requests: Received[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  let taken = 0

  const reach = (count: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (requests.length >= count) resolve()
    else waiting.push({ count, resolve })
    return promise
  }

  return {
    requests,
    add: (request: Received) => {
      requests.push(request)
      for (const waiter of waiting.filter(({ count }) => count <= requests.length)) {
        waiting.splice(waiting.indexOf(waiter), 1)
        waiter.resolve()
      }
    },
    next: async (): Promise<Received> => {
      const index = taken++
      await reach(index + 1)
      return requests[index]!
    },
    received: async (count: number): Promise<Received[]> => {
      await reach(count)
      return requests.slice(0, count)
    },
  }
}
