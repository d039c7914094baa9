import type { EventInput, EventSource } from '../../preload/contract/event.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { openAccepting, type Taken } from './accepting.ts'
import type { Accepted } from './accept.ts'
import { attempt } from './attempt.ts'
import { openBacklog, spreadOverdue } from './backlog.ts'
import type { Claimed } from './claim.ts'
import { openClockWatch } from './clock-watch.ts'
import { openDispatcher } from './dispatch.ts'
import type { Clock, Network, Proxies, Secrets } from './effects.ts'
import type { Following, Observer, Sighting } from './observe.ts'
import { openOutages } from './outages.ts'
import { blameNetwork, isNetworkTrouble } from './own-trouble.ts'
import type { Place } from './places.ts'
import { recover } from './recover.ts'
import { openRouteChoice } from './route-choice.ts'
import { budgetMs, type Send } from './send.ts'
import { type Settlement, settle } from './settle.ts'
import { openTargets } from './targets.ts'
import { openTester } from './test.ts'
import { openTurn } from './turn.ts'

const settleAgainMs = 1000

export type Effects = {
  ledger: Ledger
  clock: Clock
  secrets: Secrets
  send: Send
  /** Has it open connections anew. */
  dropIdle: () => void
  network: Network
  proxies: Proxies
  /** 0 up to 1. */
  random: () => number
  settings: () => Settings['delivery']
  log: Pick<Log, 'error'>
  /** Look at all that comes in. */
  observers?: readonly Observer[]
  /** The budget of one attempt, ms. */
  budget?: number
}

export type Engine = ReturnType<typeof openEngine>

/** accept → match → dispatch → attempt (render → sign → guard → send → classify) → retry → settle. */
export function openEngine(effects: Effects) {
  const { ledger, clock, secrets, send, dropIdle, network, random, settings, log, budget = budgetMs } = effects
  const routes = openRouteChoice({ proxies: effects.proxies, log })
  const watch = openClockWatch({ ledger, clock, network, log })
  const { monotonic } = clock
  const backlog = openBacklog({ ledger, clock, steps: () => settings().retrySteps, log })
  const turn = openTurn({ ledger, before, after: () => dispatcher.settleDown(), monotonic })
  const openTarget = openTargets(secrets)
  const dispatcher = openDispatcher({ ledger, turn, backlog, clock, network, openTarget, log, run })
  const accepting = openAccepting({
    ledger,
    clock,
    observers: effects.observers ?? [],
    queued: (webhookIds) => {
      if (started) dispatcher.visitSoon(webhookIds)
    },
    log,
  })
  const outages = openOutages(network)
  const tester = openTester({ send, routes, outages, budget, now: clock.now })
  const stopListening = network.onChange(networkChanged)
  let state = network.state()
  let started = false
  let closing = false
  ledger.onUnreadable((table, row, error) => log.error('a row of the ledger can not be read', error, { table, row }))

  function before(): void {
    watch.look()
    backlog.spread()
  }

  async function run(claimed: Claimed, place: Place): Promise<void> {
    const { signal } = place.stop
    const end = await carryOut(claimed, signal)
    // Broken off by quitting: the attempt stays open, and the next start says it is unknown and sends it again.
    if (end.code === 'stopped' && signal.reason === 'closing') return
    await record(claimed, end, place)
  }

  /** Until it is on disk the delivery keeps its place: a full disk slows the engine down, and loses nothing. */
  async function record(claimed: Claimed, end: Settlement, place: Place): Promise<void> {
    for (;;) {
      try {
        return await turn.do((touched) => settleOne(touched, claimed, end, place))
      } catch (error) {
        place.take()
        if (closing) throw error
        log.error('a delivery could not be settled yet', error, { delivery: claimed.delivery.id })
        await new Promise<void>((resolve) => void clock.at(clock.now() + settleAgainMs, resolve))
      }
    }
  }

  function settleOne(touched: Touched, { delivery, revision }: Claimed, end: Settlement, place: Place): void {
    const now = clock.now()
    const circumstances = { steps: settings().retrySteps, now, random: random(), revision }
    const consequence = settle(ledger, touched, delivery, end, circumstances)
    // With no network nobody is sent to; with one, there is nothing more to wait for.
    if (!isNetworkTrouble(end.code)) {
      if (consequence === 'troubled') dispatcher.troubled(delivery.webhook_id)
    } else if (state === 'up') {
      // It is back already: what went with it stands in line with what fell due meanwhile.
      backlog.grows()
    }
    if (consequence === 'disabled') dispatcher.stop(delivery.webhook_id)
    if (consequence === 'untroubled') spreadOverdue(ledger, touched, now, delivery.webhook_id)
    dispatcher.leave(place)
  }

  async function carryOut({ work, host, delivery }: Claimed, signal: AbortSignal): Promise<Settlement> {
    const unsent = { detail: { host, status: null, location: null, retryAfterMs: null }, trace: null, answer: null }
    if ('code' in work) return { code: work.code, ...unsent }
    const watched = outages.begin()
    const begun = performance.now()
    const stoppedAs = () => (isNetworkTrouble(signal.reason) ? signal.reason : 'stopped')
    try {
      const routed = await routes.choose(work, signal)
      if (signal.aborted) return { code: stoppedAs(), ...unsent }
      if (routed === null) return { code: blameNetwork('proxy_fault', watched.wasUp()), ...unsent }
      const end = await attempt(routed, { send, signal, budget: begun + budget - performance.now(), now: clock.now })
      if (end.code === 'stopped') return { ...end, code: stoppedAs() }
      const code = blameNetwork(end.code, watched.wasUp())
      routes.learn(routed, code)
      return { ...end, code }
    } catch (error) {
      log.error('an attempt failed in the app', error, { delivery: delivery.id })
      return { code: 'internal', ...unsent }
    } finally {
      watched.end()
    }
  }

  function networkChanged(): void {
    const was = state
    state = network.state()
    if (state === was) return
    // A connection from before sleep, or of another network, may be dead without a word of it: a request over it would
    // wait out its 10 s.
    dropIdle()
    watch.look()
    if (state !== 'up') dispatcher.pause(state === 'asleep' ? 'asleep' : 'no_network')
    if (state !== 'up' || !started) return
    backlog.grows()
    dispatcher.wake()
  }

  return {
    /** Begins to send what is due. Call once, when the window can be told of it. */
    start(): void {
      started = true
      recover({ ledger, log, now: clock.now(), random, steps: settings().retrySteps })
      dispatcher.wake()
    },
    /** Answers once the event and its deliveries are on disk; rejects where they could not be written. */
    accept: (input: EventInput, source: EventSource): Promise<Accepted> =>
      turn.do((touched) => accepting.accept(touched, input, source)),
    /** Several in one transaction, together with what `also` writes; findings have no answer. */
    takeAll: (
      taken: readonly Taken[],
      source: EventSource,
      also: (accepted: readonly (Accepted | null)[]) => void,
    ): Promise<void> => turn.do((touched) => also(taken.map((one) => accepting.take(touched, one, source)))),
    /** The same for what is no event itself, but may be followed by some. */
    observe: (sighting: Exclude<Sighting, { kind: 'event' }>): Promise<void> =>
      turn.do((touched) => accepting.observe(touched, sighting)),
    /** What follows from time going by; what `look` writes is on disk together with the events it answers, or not at all. */
    follow: (look: (touched: Touched, now: number) => readonly Following[]): Promise<void> =>
      turn.do((touched) => {
        for (const { input, source } of look(touched, clock.now())) accepting.accept(touched, input, source)
      }),
    test: tester.run,
    wake: dispatcher.wake,
    stop: dispatcher.stop,
    idle: dispatcher.idle,
    async close(graceMs = 2000) {
      closing = true
      stopListening()
      outages.close()
      tester.close()
      await dispatcher.close(graceMs)
    },
  }
}
