import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { openAlarm } from './alarm.ts'
import type { Backlog } from './backlog.ts'
import { afterFaultMs, openBrakes } from './brakes.ts'
import { type Claimed, claim } from './claim.ts'
import type { Clock, Network } from './effects.ts'
import { isNetworkTrouble } from './own-trouble.ts'
import { openPlaces, type Place } from './places.ts'
import type { OpenTarget } from './targets.ts'
import type { Turn } from './turn.ts'

export const mostPerWebhook = 8
export const mostInAll = 64
/** While something waits, the clock is looked at this often, ms: somebody may set it. */
const longestWait = 30_000

type Effects = {
  ledger: Ledger
  turn: Turn
  backlog: Pick<Backlog, 'grows' | 'isSpread'>
  clock: Clock
  network: Network
  openTarget: OpenTarget
  log: Pick<Log, 'error'>
  /** Sends and settles one claimed delivery. Answers when it is on disk. */
  run: (claimed: Claimed, place: Place) => Promise<void>
}

type Started = { claimed: Claimed; place: Place }

/**
 * Decides what is sent when: at most 8 requests at a time per webhook (1 with *Keep order*), 64 in all, webhooks in
 * turn, so that a slow one never delays another. Nothing polls: it wakes on a new event, an end, or the next due time.
 * What it waits for by itself is measured on the monotonic clock: setting the other one changes nothing here.
 */
export function openDispatcher({ ledger, turn, backlog, clock, network, openTarget, log, run }: Effects) {
  const places = openPlaces()
  const alarm = openAlarm(clock, () => visitSoon())
  const brakes = openBrakes(clock.monotonic)
  /** Webhooks to look at, in turn; those that found all 64 places taken come first next time. */
  const toVisit = new Set<string>()
  let visitEvery = false
  /** Looked at, and claimed, in a transaction that is not on disk yet. */
  let visited: string[] = []
  const uncommitted: Started[] = []
  /** They were looked at, and what follows from that has not begun. */
  let visiting = false
  let careful = false
  let asked = false
  let open = true
  /** When due work was last looked for, wall clock. */
  let lookedAt = Number.NEGATIVE_INFINITY
  let quiet: (() => void)[] = []

  function visitSoon(webhookIds?: Iterable<string>): void {
    if (webhookIds === undefined) visitEvery = true
    else for (const id of webhookIds) toVisit.add(id)
    if (asked || !open) return
    asked = true
    // Nothing leaves before its claim is committed.
    turn.last(visitAll).then(startAll, failed)
  }

  /** Answers whether the next turn has to, too. */
  function visitAll(touched: Touched): boolean {
    // A transaction that was undone is gone through again.
    for (const id of visited.splice(0)) toVisit.add(id)
    takeBack(0)
    asked = false
    visiting = true
    if (!open || network.state() !== 'up') return false
    if (!backlog.isSpread()) return true
    lookedAt = clock.now()
    if (visitEvery) visitLive()
    for (const id of toVisit) {
      if (places.total() >= mostInAll) break
      toVisit.delete(id)
      visited.push(id)
      if (careful) visitApart(id)
      else fillOrUndo(id, touched)
    }
    return false
  }

  function visitLive(): void {
    const live = new Set(ledger.webhooks.all().map(({ id }) => id))
    for (const id of live) toVisit.add(id)
    brakes.keepOnly(live)
    visitEvery = false
  }

  /** Half a claim must not be committed: all of it is undone, and each webhook then gets a savepoint of its own. */
  function fillOrUndo(id: string, touched: Touched): void {
    try {
      fill(id, touched)
    } catch (error) {
      careful = true
      throw error
    }
  }

  /** The second of the two doors for bugs: nothing is lost, the work is still in the ledger, and the others go on. */
  function visitApart(id: string): void {
    const before = uncommitted.length
    try {
      ledger.write((touched) => fill(id, touched))
    } catch (error) {
      takeBack(before)
      log.error('dispatch failed', error, { webhook: id })
      brakes.faulted(id)
    }
  }

  function takeBack(from: number): void {
    for (const { place } of uncommitted.splice(from)) place.leave()
  }

  /** Claims what this webhook may start. */
  function fill(id: string, touched: Touched): void {
    brakes.lookedAt(id)
    const webhook = ledger.webhooks.get(id)
    if (!webhook) return
    const { keepOrder, ratePerMinute } = webhook.definition
    // One request looks whether the trouble is over; the others wait for what it finds. Of the network the system tells.
    const troubled = webhook.waiting_code !== null && !isNetworkTrouble(webhook.waiting_code)
    const most = keepOrder || troubled ? 1 : mostPerWebhook
    for (;;) {
      const free = Math.min(most - places.of(id), mostInAll - places.total())
      // All 64 are taken, not its own: the next place that is free may be for it.
      if (free <= 0 && places.of(id) < most) toVisit.add(id)
      if (free <= 0 || brakes.holds(webhook)) return
      const limit = ratePerMinute === null ? free : 1
      const claims = claim({ ledger, touched, openTarget, webhook, limit, now: clock.now() })
      for (const claimed of claims) uncommitted.push({ claimed, place: places.take(id) })
      // Fewer than asked for: there are no more.
      if (claims.length < limit) return
      brakes.count(webhook)
    }
  }

  function startAll(again: boolean): void {
    visiting = false
    if (again) visitSoon([])
    visited = []
    careful = false
    for (const started of uncommitted.splice(0)) void start(started)
    try {
      armTimer()
    } catch (error) {
      failed(error)
    }
    settleDown()
  }

  function failed(error: unknown): void {
    // Where the transaction did not even begin, nobody has looked at anything.
    asked = false
    visiting = false
    visited = []
    backlog.grows()
    // Its timer gives way to the one below, and nobody else looks at what that was set for.
    visitEvery = true
    takeBack(0)
    if (!open) return settleDown()
    log.error('dispatch failed', error)
    alarm.set(clock.now() + afterFaultMs)
    settleDown()
  }

  async function start({ claimed, place }: Started): Promise<void> {
    try {
      await run(claimed, place)
    } catch (error) {
      log.error('a delivery could not be settled', error, { delivery: claimed.delivery.id })
    } finally {
      leave(place)
      settleDown()
    }
  }

  function leave(place: Place): void {
    place.leave()
    visitSoon([place.webhookId])
  }

  function armTimer(): void {
    const now = clock.now()
    // Its time has come, but not yet its turn: nobody else looks at what it was set for.
    if (alarm.setFor() <= now) visitSoon()
    alarm.off()
    if (!open || network.state() !== 'up') return
    const ahead = now - clock.monotonic()
    // What has fallen due waits for a free place, and whoever frees one looks at it.
    const later = brakes
      .times()
      .map((time) => time + ahead)
      .filter((time) => time > now)
    // What fell due since then was not seen: a timer may run a millisecond early.
    const due = ledger.deliveries.nextDue(Math.min(lookedAt, now)) ?? Number.POSITIVE_INFINITY
    if (due <= now) return visitSoon()
    const next = Math.min(due, ...later)
    if (Number.isFinite(next)) alarm.set(Math.min(next, now + longestWait))
  }

  function settleDown(): void {
    if (visiting || places.total() > 0 || turn.busy()) return
    for (const resolve of quiet.splice(0)) resolve()
  }

  return {
    /** Looks for due work: of these webhooks, or of all. */
    visitSoon,
    /** The same, for a reason to hope: what waits for a trouble to end looks at once whether it has. */
    wake: (webhookIds?: readonly string[]): void => {
      brakes.hope(webhookIds)
      visitSoon(webhookIds)
    },
    /** This workstation can't send to this webhook now. */
    troubled: brakes.troubled,
    /** Gives a place back, as soon as its end is part of the transaction that claims the next. */
    leave,
    /**
     * Breaks off every request of a webhook: called inside the transaction that disables or removes it, so that not a byte
     * goes out once that is committed. Where it is undone, they go on.
     */
    stop: (webhookId: string): void => places.breakOff('stopped', webhookId),
    /** Nothing can be sent until `wake`: what is under way goes over connections that are dead by then. */
    pause: (why: 'no_network' | 'asleep'): void => {
      alarm.off()
      places.breakOff(why)
    },
    settleDown,
    /** Answers once nothing is being sent and nothing more is due now. */
    idle: () => new Promise<void>((resolve) => (quiet.push(resolve), settleDown())),
    /** Starts nothing more; what is under way may end by itself within `graceMs`, then is broken off. */
    async close(graceMs: number): Promise<void> {
      open = false
      alarm.off()
      const timer = setTimeout(() => places.breakOff('closing'), graceMs)
      await new Promise<void>((resolve) => (quiet.push(resolve), settleDown()))
      clearTimeout(timer)
    },
  }
}
