import { type LedgerFault, faultOf } from '../ledger/fault.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import type { Clock } from './effects.ts'
import { longestWait } from './retry.ts'

/** So many go at once, the others 50 ms apart; where that would take longer than a minute, a minute is shared out. */
const atOnce = 8
const untilFree = 1000
const gap = 50
const most = 60_000

/** The window shows no more than so many of the newest. */
const mostShown = 200

export type Backlog = ReturnType<typeof openBacklog>

type Options = {
  ledger: Ledger
  clock: Pick<Clock, 'now' | 'monotonic'>
  steps: () => readonly number[]
  log: Pick<Log, 'error'>
}

/** While one of these lasts nothing much is written, and it passes. For any other all the rest must not stand still. */
const passing = new Set<LedgerFault | null>(['full', 'locked', 'read-only'])

/**
 * While there is no network, or nothing can be written, work falls due and none of it is begun. Before any of it is, it
 * is spread, in a transaction of its own: what comes in from then on waits for none of it.
 */
export function openBacklog({ ledger, clock, steps, log }: Options) {
  let state: { kind: 'spread' | 'grown' } | { kind: 'refused'; error: unknown } = { kind: 'spread' }
  /** Monotonic. Until then those that may go at once have gone: a network that flickers sets none free each time. */
  let noneFreeUntil = Number.NEGATIVE_INFINITY

  function spreadNow(touched: Touched): number {
    const free = clock.monotonic() < noneFreeUntil ? 0 : atOnce
    return spreadWaiting(ledger, touched, { now: clock.now(), steps: steps(), free })
  }

  return {
    /** Nothing could be begun until now, or what was begun is due again. Then ask for another turn. */
    grows: (): void => void (state = { kind: 'grown' }),
    /** Call ahead of each turn. */
    spread(): void {
      if (state.kind === 'spread') return
      try {
        if (ledger.write(spreadNow) > 0) noneFreeUntil = clock.monotonic() + untilFree
        state = { kind: 'spread' }
      } catch (error) {
        if (passing.has(faultOf(error))) return void (state = { kind: 'refused', error })
        log.error('overdue deliveries could not be spread', error)
        state = { kind: 'spread' }
      }
    },
    /** Call before anything is claimed: where it grew in the middle of a turn, the next one does. Throws what refused it. */
    isSpread(): boolean {
      if (state.kind === 'refused') throw state.error
      return state.kind === 'spread'
    },
  }
}

/**
 * For when nobody can tell what was done to the clock: nothing waits for what it showed before. Then what is due is spread.
 * Answers how many of them have to wait.
 */
export function spreadWaiting(
  ledger: Ledger,
  touched: Touched,
  { now, steps, free = atOnce }: { now: number; steps: readonly number[]; free?: number },
): number {
  ledger.waiting.clamp({ now, latest: now + longestWait(steps) })
  return spread(ledger, touched, { webhookId: null, now, free })
}

/**
 * What fell due while nothing could be sent to a webhook is spread over time, oldest first, so that neither the receiver
 * nor this workstation meets all of it at once. New events have their own due time, and wait for none of it.
 */
export function spreadOverdue(ledger: Ledger, touched: Touched, now: number, webhookId: string): void {
  spread(ledger, touched, { webhookId, now, free: atOnce })
}

type Line = { webhookId: string | null; now: number; free: number }

/** Answers how many have to wait. */
function spread(ledger: Ledger, touched: Touched, line: Line): number {
  const moved = ledger.waiting.spread({ ...line, gap, most })
  for (const row of moved) touched.webhooks.add(row.webhook_id)
  for (const { id } of moved.toSorted((one, other) => other.seq - one.seq).slice(0, mostShown))
    touched.deliveries.add(id)
  return moved.length
}
