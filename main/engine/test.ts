import type { EventType } from '../../preload/contract/event.ts'
import type { OutcomeCode, TestReport } from '../../preload/contract/outcome.ts'
import { attempt } from './attempt.ts'
import { explain } from './explain.ts'
import { makeId } from './ids.ts'
import { prepare } from './render.ts'
import { sampleOf } from './sample.ts'
import type { Send } from './send.ts'
import type { Target } from './target.ts'
import { nothingDone } from './trace.ts'

/** Sends one test event over a fresh connection, so that every phase is seen. Nothing of it is stored or counted. */
export async function sendTest(
  target: Target,
  type: EventType,
  { send, budget, now }: { send: Send; budget: number; now: () => number },
): Promise<TestReport> {
  const at = now()
  const begun = performance.now()
  const event = { id: makeId('test', at), timestamp: new Date(at).toISOString(), ...sampleOf(type, true) }
  const prepared = prepare(target, event, { deliveryId: event.id, attempt: 1, now: at })
  if ('code' in prepared) return reportUnsent(prepared.code, target.url.host)
  const { signal } = new AbortController()
  const ended = await attempt(prepared, { send, signal, budget, now, fresh: true })
  return {
    code: ended.code,
    ok: ended.code === 'accepted',
    status: ended.detail.status,
    explanation: explain(ended.code, ended.detail, false),
    trace: ended.trace,
    took: Math.round(performance.now() - begun),
    sent: prepared.shown,
    answer: ended.answer,
  }
}

/** A test that ended before anything could be sent. */
export function reportUnsent(code: OutcomeCode, host: string): TestReport {
  const explanation = explain(code, { host, status: null, location: null }, false)
  return { code, ok: false, status: null, explanation, trace: nothingDone, took: 0, sent: null, answer: null }
}
