import type { Observer } from './observer.ts'
import type { SimTime } from './time.ts'
import type { Watch } from './watch.ts'

/** ms of being awake that due work may wait after sleep, a crash, a full disk or a set clock. */
const patience = 90_000

type Sides = { time: SimTime; observer: Observer; watch: Watch; mayStart: () => boolean }

/** Work that is due, and nothing in its way, is begun: a free place is never left to stand. */
export function openStuckWatch({ time, observer, watch, mayStart }: Sides) {
  const since = new Map<string, number>()
  let disturbedAt = Number.NEGATIVE_INFINITY

  return {
    /** Something happened after which due work may be spread for a while. */
    disturbed: () => void (disturbedAt = time.monotonic()),
    /** Call when the engine has nothing more to do by itself. */
    look(): void {
      const now = time.monotonic()
      const waiting = new Set<string>()
      if (mayStart() && watch.total() < 64) {
        for (const { webhook, head, waiting: trouble } of observer.due()) {
          const { keepOrder = false, ratePerMinute = null } = observer.webhooks.get(webhook) ?? {}
          // Looked at every 30 s, and nobody outside sees it.
          if (trouble === 'unreadable_secret') continue
          if (watch.active(webhook) >= (keepOrder || trouble !== null ? 1 : 8)) continue
          if (keepOrder && (head === null || head > time.wall())) continue
          if (ratePerMinute !== null && watch.freeAt(webhook) > now) continue
          waiting.add(webhook)
        }
      }
      for (const webhook of since.keys()) if (!waiting.has(webhook)) since.delete(webhook)
      for (const webhook of waiting) {
        const first = since.get(webhook) ?? now
        since.set(webhook, first)
        const calm = now - disturbedAt > patience
        const trouble = observer.due().some((due) => due.webhook === webhook && due.waiting !== null)
        if (now - Math.max(first, disturbedAt) > patience || (calm && !trouble && now > first)) {
          watch.complain('due work is begun', `${webhook} has had some for ${now - first} ms`)
        }
      }
    },
  }
}
