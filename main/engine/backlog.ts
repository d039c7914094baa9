import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import { longestWait } from './retry.ts'

/** So many go at once, the others 50 ms apart; where that would take longer than a minute, a minute is shared out. */
const free = 8
const gap = 50
const most = 60_000

/** The window shows no more than so many of the newest. */
const mostShown = 200

/**
 * For when nobody can tell what was done to the clock: nothing waits for what it showed before. Then what is due is spread.
 */
export function spreadWaiting(
  ledger: Ledger,
  touched: Touched,
  { now, steps }: { now: number; steps: readonly number[] },
): void {
  ledger.waiting.clamp({ now, latest: now + longestWait(steps) })
  spreadOverdue(ledger, touched, now)
}

/**
 * What fell due while nothing could be sent is spread over time, oldest first, so that neither the receivers nor this
 * workstation meet all of it at once. New events have their own due time, and wait for none of it.
 */
export function spreadOverdue(ledger: Ledger, touched: Touched, now: number, webhookId: string | null = null): void {
  const moved = ledger.waiting.spread({ webhookId, now, free, gap, most })
  for (const row of moved) touched.webhooks.add(row.webhook_id)
  for (const { id } of moved.toSorted((one, other) => other.seq - one.seq).slice(0, mostShown))
    touched.deliveries.add(id)
}
