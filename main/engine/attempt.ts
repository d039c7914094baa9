import type { Agent } from 'node:https'
import type { Answer, OutcomeCode, Trace } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { classify } from './classify.ts'
import { redactHeaders } from './redact.ts'
import type { Prepared } from './render.ts'
import type { Send } from './send.ts'

/** How a request ended. The answer is redacted: a receiver may echo what it was sent. */
export type Ended = { code: OutcomeCode; detail: AttemptDetail; trace: Trace; answer: Answer | null }

export async function attempt(
  prepared: Prepared,
  {
    send,
    agent,
    signal,
    budget,
    now,
  }: { send: Send; agent: Agent; signal: AbortSignal; budget: number; now: () => number },
): Promise<Ended> {
  const { url, headers, body, redact } = prepared
  const result = await send({ url, headers, body }, { agent, signal, budget })
  const { code, detail } = classify(result, url.host, now())
  const shown = { ...detail, location: detail.location === null ? null : redact(detail.location) }
  if (result.kind === 'fault') return { code, detail: shown, trace: result.trace, answer: null }
  const answer = {
    ...result.answer,
    headers: redactHeaders(result.answer.headers, redact),
    body: redact(result.answer.body),
  }
  return { code, detail: shown, trace: result.trace, answer }
}
