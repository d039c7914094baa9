import type { EventInput, EventSource, EventType } from '../../preload/contract/event.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Log } from '../log.ts'
import { accept } from './accept.ts'
import { attempt } from './attempt.ts'
import type { Claimed } from './claim.ts'
import { openDispatcher } from './dispatch.ts'
import type { Clock, Network, Proxies, Secrets } from './effects.ts'
import { openRouteChoice } from './route-choice.ts'
import { budgetMs, type Send } from './send.ts'
import { type Settlement, settle } from './settle.ts'
import { openSettler } from './settler.ts'
import type { Target } from './target.ts'
import { sendTest } from './test.ts'

const settleAgainMs = 1000

export type Effects = {
  ledger: Ledger
  clock: Clock
  secrets: Secrets
  send: Send
  network: Network
  proxies: Proxies
  /** 0 up to 1. */
  random: () => number
  settings: () => Settings['delivery']
  log: Pick<Log, 'error'>
  /** The budget of one attempt, ms. */
  budget?: number
}

export type Engine = ReturnType<typeof openEngine>

/** accept → match → dispatch → attempt (render → sign → guard → send → classify) → retry → settle. */
export function openEngine(effects: Effects) {
  const { ledger, clock, secrets, send, random, settings, log, budget = budgetMs } = effects
  const routes = openRouteChoice({ proxies: effects.proxies, log })
  const dispatcher = openDispatcher({ ledger, clock, secrets, log, run })
  const settleSoon = openSettler({ ledger, settleOne, disabled: dispatcher.stop })
  let closing = false
  ledger.onUnreadable((table, row, error) => log.error('a row of the ledger can not be read', error, { table, row }))

  async function run(claimed: Claimed, signal: AbortSignal): Promise<void> {
    const end = await carryOut(claimed, signal)
    // Broken off by quitting: the attempt stays open, and the next start says it is unknown and sends it again.
    if (closing && end.code === 'stopped') return
    await record(claimed.delivery, end)
  }

  /** Until it is on disk the delivery keeps its place: a full disk slows the engine down, and loses nothing. */
  async function record(delivery: DeliveryRow, end: Settlement): Promise<void> {
    for (;;) {
      try {
        return await settleSoon(delivery, end)
      } catch (error) {
        if (closing) throw error
        log.error('a delivery could not be settled yet', error, { delivery: delivery.id })
        await new Promise<void>((resolve) => void clock.at(clock.now() + settleAgainMs, resolve))
      }
    }
  }

  async function carryOut({ work, host, delivery }: Claimed, signal: AbortSignal): Promise<Settlement> {
    const unsent = { detail: { host, status: null, location: null, retryAfterMs: null }, trace: null, answer: null }
    if ('code' in work) return { code: work.code, ...unsent }
    try {
      const routed = await routes.choose(work)
      const end = await attempt(routed, { send, signal, budget, now: clock.now })
      routes.learn(routed, end.code)
      return end
    } catch (error) {
      log.error('an attempt failed in the app', error, { delivery: delivery.id })
      return { code: 'internal', ...unsent }
    }
  }

  function settleOne(delivery: DeliveryRow, end: Settlement): boolean {
    return settle(ledger, delivery, end, { steps: settings().retrySteps, now: clock.now(), random: random() })
  }

  /** Attempts the last run of the app left open may have arrived: shown as unknown, and sent again. */
  function recover(): void {
    for (const delivery of ledger.deliveries.sending()) {
      try {
        settleOne(delivery, { code: 'unknown', detail: null, trace: null, answer: null })
      } catch (error) {
        log.error('an open attempt could not be settled', error, { delivery: delivery.id })
      }
    }
  }

  return {
    /** Begins to send what is due. Call once, when the window can be told of it. */
    start() {
      recover()
      dispatcher.wake()
    },
    accept(input: EventInput, source: EventSource) {
      const accepted = accept(ledger, input, source, clock.now())
      if (accepted.queuedFor.length > 0) dispatcher.wake(accepted.queuedFor)
      return accepted
    },
    test: async (target: Target, type: EventType) =>
      sendTest(await routes.choose(target), type, { send, budget, now: clock.now }),
    wake: dispatcher.wake,
    stop: dispatcher.stop,
    idle: dispatcher.idle,
    async close(graceMs = 2000) {
      closing = true
      await dispatcher.close(graceMs)
    },
  }
}
