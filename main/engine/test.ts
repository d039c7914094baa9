import type { EventType } from '../../preload/contract/event.ts'
import { isSuccess, type OutcomeCode, type TestReport } from '../../preload/contract/outcome.ts'
import { attempt } from './attempt.ts'
import { explain, tell } from './explain.ts'
import { makeId } from './ids.ts'
import type { Outages } from './outages.ts'
import { blameNetwork } from './own-trouble.ts'
import { prepare } from './render.ts'
import type { RouteChoice } from './route-choice.ts'
import { sampleOf } from './sample.ts'
import type { Send } from './send.ts'
import type { Target } from './target.ts'
import { nothingDone } from './trace.ts'

/** They go past the places of deliveries: more at once would only slow those down. */
const mostTests = 4

type Parts = { send: Send; routes: RouteChoice; outages: Outages; budget: number; now: () => number }

/** Sends test events, each over a fresh connection, so that every phase is seen. Nothing of them is stored or counted. */
export function openTester({ send, routes, outages, budget, now }: Parts) {
  const closing = new AbortController()
  const { signal } = closing
  let underWay = 0

  async function sendTest(target: Target, type: EventType, wasUp: () => boolean): Promise<TestReport> {
    const at = now()
    const begun = performance.now()
    const event = { id: makeId('test', at), timestamp: new Date(at).toISOString(), ...sampleOf(type, true) }
    const routed = await routes.choose(target, signal)
    const { host } = target.url
    if (routed === null) return reportUnsent(signal.aborted ? 'stopped' : blameNetwork('proxy_fault', wasUp()), host)
    const prepared = prepare(routed, event, { deliveryId: event.id, attempt: 1, now: at })
    if ('code' in prepared) return reportUnsent(prepared.code, host)
    const left = begun + budget - performance.now()
    const ended = await attempt(prepared, { send, signal, budget: left, now, fresh: true })
    const code = blameNetwork(ended.code, wasUp())
    routes.learn(routed, code)
    return {
      code,
      ok: isSuccess(code),
      status: ended.detail.status,
      explanation: explain(code, ended.detail, false),
      said: tell(code, ended.detail),
      trace: ended.trace,
      took: Math.round(performance.now() - begun),
      sent: prepared.shown,
      answer: ended.answer,
    }
  }

  return {
    /** null: as many as may run at once are under way. */
    run: async (target: Target, type: EventType): Promise<TestReport | null> => {
      if (underWay >= mostTests) return null
      underWay += 1
      const watched = outages.begin()
      try {
        return await sendTest(target, type, watched.wasUp)
      } finally {
        watched.end()
        underWay -= 1
      }
    },
    /** Breaks off those under way. */
    close: () => closing.abort('closing'),
  }
}

/** A test that ended before anything could be sent. */
function reportUnsent(code: OutcomeCode, host: string): TestReport {
  const explanation = explain(code, { host, status: null, location: null }, false)
  return {
    code,
    ok: false,
    status: null,
    explanation,
    said: null,
    trace: nothingDone,
    took: 0,
    sent: null,
    answer: null,
  }
}
