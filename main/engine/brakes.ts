import type { WebhookRow } from '../ledger/webhooks.ts'
import { probeEvery } from './own-trouble.ts'
import { openRateLimits } from './rate.ts'

/** After a fault of the app nothing is tried again sooner, ms. */
export const afterFaultMs = 1000

/** What holds a webhook with due work back: its rate limit, a fault of the app, a trouble. All times are monotonic, ms. */
export function openBrakes(monotonic: () => number) {
  const rates = openRateLimits()
  /** Of those that were found held back: when they go on. */
  const notBefore = new Map<string, number>()
  /** Of those this workstation can't send to now: when one request may look whether it can again. */
  const probes = new Map<string, number>()

  return {
    /** Answers whether it is held back now, and keeps until when. */
    holds({ id, definition, waiting_code }: WebhookRow): boolean {
      const rate = definition.ratePerMinute === null ? 0 : rates.freeAt(id)
      const freeAt = Math.max(rate, waiting_code === null ? 0 : (probes.get(id) ?? 0))
      if (freeAt <= monotonic()) return false
      notBefore.set(id, freeAt)
      return true
    },
    /** A request of it leaves. */
    count({ id, definition }: WebhookRow): void {
      if (definition.ratePerMinute !== null) rates.take(id, definition.ratePerMinute, monotonic())
    },
    faulted: (id: string): void => void notBefore.set(id, monotonic() + afterFaultMs),
    troubled: (id: string): void => void probes.set(id, monotonic() + probeEvery),
    /** There is a reason to hope that the trouble of these, or of all, is over. */
    hope(ids?: readonly string[]): void {
      if (ids === undefined) probes.clear()
      else for (const id of ids) probes.delete(id)
    },
    /** It is looked at: whether anything holds it is found anew. */
    lookedAt: (id: string): void => void notBefore.delete(id),
    /** A deleted webhook is looked at no more, so nobody else would forget what it waited for. */
    keepOnly(live: ReadonlySet<string>): void {
      for (const waiting of [notBefore, probes]) for (const id of waiting.keys()) if (!live.has(id)) waiting.delete(id)
    },
    times: () => [...notBefore.values()],
  }
}
