/** Spaces the requests of a webhook evenly: no bursts, so a receiver's limit per second holds too. */
export function openRateLimits() {
  const nextAt = new Map<string, number>()
  return {
    /** When the webhook may send next; `now` or earlier means at once. */
    freeAt: (webhookId: string) => nextAt.get(webhookId) ?? 0,
    take(webhookId: string, ratePerMinute: number, now: number) {
      nextAt.set(webhookId, now + Math.ceil(60_000 / ratePerMinute))
    },
  }
}
