/** A request's place among those that may run. `leave` and `take` may be called twice. */
export type Place = { webhookId: string; stop: AbortController; leave: () => void; take: () => void }

/** Who is sending now: how many in all, and for which webhook. */
export function openPlaces() {
  const taken = new Map<string, Set<Place>>()
  let total = 0
  return {
    total: () => total,
    of: (webhookId: string): number => taken.get(webhookId)?.size ?? 0,
    take(webhookId: string): Place {
      const stop = new AbortController()
      const place: Place = {
        webhookId,
        stop,
        take() {
          const mine = taken.get(webhookId) ?? new Set()
          if (mine.has(place)) return
          taken.set(webhookId, mine.add(place))
          total += 1
        },
        leave() {
          const mine = taken.get(webhookId)
          if (!mine?.delete(place)) return
          total -= 1
          if (mine.size === 0) taken.delete(webhookId)
        },
      }
      place.take()
      return place
    },
    /** Breaks off every request, or those of one webhook. */
    breakOff(why: 'stopped' | 'no_network' | 'asleep' | 'closing', webhookId?: string): void {
      const sets = webhookId === undefined ? taken.values() : [taken.get(webhookId) ?? []]
      for (const places of sets) for (const { stop } of places) stop.abort(why)
    },
  }
}
