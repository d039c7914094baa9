import type { Ledger } from '../ledger/open.ts'
import type { Log } from '../log.ts'
import { type Claimed, claim } from './claim.ts'
import type { Clock, Secrets } from './effects.ts'
import { openRateLimits } from './rate.ts'

export const mostPerWebhook = 8
export const mostInAll = 64
const afterFaultMs = 1000

type Effects = {
  ledger: Ledger
  clock: Clock
  secrets: Secrets
  log: Pick<Log, 'error'>
  /** Sends and settles one claimed delivery. Answers when it is on disk. */
  run: (claimed: Claimed, signal: AbortSignal) => Promise<void>
}

/**
 * Decides what is sent when: at most 8 requests at a time per webhook (1 with *Keep order*), 64 in all, webhooks in
 * turn, so that a slow one never delays another. Nothing polls: it wakes on a new event, an end, or the next due time.
 */
export function openDispatcher({ ledger, clock, secrets, log, run }: Effects) {
  const running = new Map<string, Set<AbortController>>()
  const rates = openRateLimits()
  /** Webhooks to look at, in turn; those that found all 64 places taken come first next time. */
  const toVisit = new Set<string>()
  let visitEvery = false
  /** Webhooks with due work that their rate limit, or a fault, holds back → when they go on. */
  const notBefore = new Map<string, number>()
  let total = 0
  let scheduled = false
  let open = true
  let cancelTimer = () => {}
  let quiet: (() => void)[] = []

  function wake(webhookIds?: Iterable<string>): void {
    if (webhookIds === undefined) visitEvery = true
    else for (const id of webhookIds) toVisit.add(id)
    if (scheduled || !open) return
    scheduled = true
    setImmediate(visitAll)
  }

  function visitAll(): void {
    scheduled = false
    if (!open) return settleDown()
    try {
      // In one transaction, so that many claims cost one sync to disk. Nothing leaves before it is committed.
      for (const claimed of ledger.write(claimAll)) void start(claimed)
      armTimer()
    } catch (error) {
      log.error('dispatch failed', error)
      cancelTimer()
      cancelTimer = clock.at(clock.now() + afterFaultMs, () => wake())
    }
    settleDown()
  }

  function claimAll(): Claimed[] {
    const claims: Claimed[] = []
    if (visitEvery) visitLive()
    for (const id of toVisit) {
      if (total + claims.length >= mostInAll) break
      toVisit.delete(id)
      visit(id, claims)
    }
    return claims
  }

  function visitLive(): void {
    const live = new Set(ledger.webhooks.all().map(({ id }) => id))
    for (const id of live) toVisit.add(id)
    // A deleted webhook is visited no more, so nobody else would forget what it waited for.
    for (const id of notBefore.keys()) if (!live.has(id)) notBefore.delete(id)
    visitEvery = false
  }

  /** The second of the two doors for bugs: nothing is lost, the work is still in the ledger, and the others go on. */
  function visit(id: string, claims: Claimed[]): void {
    try {
      fill(id, claims)
    } catch (error) {
      log.error('dispatch failed', error, { webhook: id })
      notBefore.set(id, clock.now() + afterFaultMs)
    }
  }

  /** Claims what this webhook may start. */
  function fill(id: string, claims: Claimed[]): void {
    notBefore.delete(id)
    const definition = ledger.webhooks.get(id)?.definition
    if (!definition) return
    const { keepOrder, ratePerMinute } = definition
    for (;;) {
      const now = clock.now()
      const mine = (running.get(id)?.size ?? 0) + claims.filter(({ webhookId }) => webhookId === id).length
      const places = Math.min((keepOrder ? 1 : mostPerWebhook) - mine, mostInAll - total - claims.length)
      if (places <= 0) return
      if (ratePerMinute !== null && rates.freeAt(id) > now) return void notBefore.set(id, rates.freeAt(id))
      const claimed = claim(ledger, secrets, id, ratePerMinute === null ? places : 1, now)
      if (claimed.length === 0) return
      if (ratePerMinute !== null) rates.take(id, ratePerMinute, now)
      claims.push(...claimed)
    }
  }

  async function start(claimed: Claimed): Promise<void> {
    const { webhookId } = claimed
    const stop = new AbortController()
    const mine = running.get(webhookId) ?? new Set()
    running.set(webhookId, mine.add(stop))
    total += 1
    try {
      await run(claimed, stop.signal)
    } catch (error) {
      log.error('a delivery could not be settled', error, { delivery: claimed.delivery.id })
    } finally {
      total -= 1
      mine.delete(stop)
      if (mine.size === 0) running.delete(webhookId)
      wake([webhookId])
      settleDown()
    }
  }

  function armTimer(): void {
    cancelTimer()
    const now = clock.now()
    // What has fallen due waits for a free place, and whoever frees one looks at it.
    const later = [...notBefore.values()].filter((time) => time > now)
    const next = Math.min(ledger.deliveries.nextDue(now) ?? Number.POSITIVE_INFINITY, ...later)
    cancelTimer = Number.isFinite(next) ? clock.at(next, () => wake()) : () => {}
  }

  function settleDown(): void {
    if (total > 0 || scheduled) return
    for (const resolve of quiet) resolve()
    quiet = []
  }

  return {
    /** Looks for due work: of these webhooks, or of all. */
    wake,
    /** Breaks off every request of a webhook: called as soon as its disabling or removal is committed. */
    stop: (webhookId: string): void => {
      for (const controller of running.get(webhookId) ?? []) controller.abort()
    },
    /** Answers once nothing is being sent and nothing more is due now. */
    idle: () => new Promise<void>((resolve) => (quiet.push(resolve), settleDown())),
    /** Starts nothing more; what is under way may end by itself within `graceMs`, then is broken off. */
    async close(graceMs: number): Promise<void> {
      open = false
      cancelTimer()
      const timer = setTimeout(() => {
        for (const mine of running.values()) for (const controller of mine) controller.abort()
      }, graceMs)
      await new Promise<void>((resolve) => (quiet.push(resolve), settleDown()))
      clearTimeout(timer)
    },
  }
}
