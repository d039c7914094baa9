import type { SimTime } from './time.ts'

export type Watch = ReturnType<typeof openWatch>
type OfAttempt = { delivery: string; attempt: number }
export type Limits = { keepOrder: boolean; ratePerMinute: number | null }

const mostPerWebhook = 8
const mostInAll = 64
/** Of what fell due while nothing could be sent, within a second: 8 at once, 20 a second, and who is late catches up. */
const mostOverdue = 48
/** For each where they could be sent to again at times of their own; a slow one that becomes quick catches up by 8. */
const mostOverdueEach = 64

type Options = {
  time: SimTime
  limitsOf: (webhook: string) => Limits
  /** The oldest delivery of a webhook that waits or is being sent. */
  headOf: (webhook: string) => string | null
  say: (line: string) => void
}

/** Rules that only somebody who sees every start and every end can judge. */
export function openWatch({ time, limitsOf, headOf, say }: Options) {
  const broken: string[] = []
  const active = new Map<string, number>()
  const lastStart = new Map<string, { at: number; every: number }>()
  let starts: { webhook: string; at: number }[] = []
  let together = true
  let overdue = new Set<string>()
  let total = 0

  function complain(rule: string, what: string): void {
    say(`${time.real()} BROKEN ${rule}: ${what}`)
    broken.push(`${rule}: ${what}`)
  }

  function count(webhook: string, by: 1 | -1): void {
    active.set(webhook, (active.get(webhook) ?? 0) + by)
    total += by
  }

  return {
    broken,
    complain,
    active: (webhook: string) => active.get(webhook) ?? 0,
    total: () => total,
    /** When the rate limit lets a webhook go on, on the monotonic clock. */
    freeAt: (webhook: string) => {
      const last = lastStart.get(webhook)
      return last ? last.at + last.every : 0
    },
    began(webhook: string, { delivery }: OfAttempt): void {
      const { keepOrder, ratePerMinute } = limitsOf(webhook)
      const now = time.monotonic()
      count(webhook, 1)
      const mine = active.get(webhook) ?? 0
      if (mine > mostPerWebhook) complain('at most 8 requests at a time per webhook', `${webhook} has ${mine}`)
      if (total > mostInAll) complain('at most 64 requests at a time in all', `there are ${total}`)
      if (keepOrder && mine > 1) complain('one at a time with Keep order', `${webhook} has ${mine}`)
      if (keepOrder && headOf(webhook) !== delivery)
        complain('order is kept', `${delivery} overtook ${headOf(webhook)}`)
      const last = lastStart.get(webhook)
      const every = ratePerMinute === null ? 0 : Math.ceil(60_000 / ratePerMinute)
      if (last && now < last.at + Math.min(last.every, every)) {
        complain('the rate limit holds', `${webhook} was sent to ${now - last.at} ms after the last time`)
      }
      lastStart.set(webhook, { at: now, every })
      if (!overdue.delete(delivery)) return
      starts = [...starts.filter(({ at }) => at > now - 1000), { webhook, at: now }]
      const within = together ? starts.length : starts.filter((start) => start.webhook === webhook).length
      if (within > (together ? mostOverdue : mostOverdueEach))
        complain('no burst', `${within} overdue ones within a second`)
    },
    ended: (webhook: string) => count(webhook, -1),
    /** Sending begins again: these fell due meanwhile. */
    resumes(deliveries: Set<string>): void {
      overdue = deliveries
      starts = []
    },
    /** From here on troubles end for each webhook at a time of its own. */
    apart: () => void (together = false),
    /** The process is gone, and what it knew with it. */
    crashed(): void {
      active.clear()
      lastStart.clear()
      total = 0
    },
  }
}
