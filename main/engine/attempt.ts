import type { Answer, OutcomeCode, Trace } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { classify } from './classify.ts'
import { firstBytes } from './first-bytes.ts'
import { redactHeaders, type Redactor } from './redact.ts'
import type { Prepared } from './render.ts'
import { mostAnswerBytes, type Send } from './send.ts'

/** How a request ended. The answer is redacted: a receiver may echo what it was sent. */
export type Ended = { code: OutcomeCode; detail: AttemptDetail; trace: Trace; answer: Answer | null }

type Means = { send: Send; signal: AbortSignal; budget: number; now: () => number; fresh?: boolean }

/** Sends what is prepared, by its route as it is, proxy included. */
export async function attempt(prepared: Prepared, { send, now, ...options }: Means): Promise<Ended> {
  const { url, headers, body, route, receiver, values, redact, longest } = prepared
  const result = await send({ url, headers, body, longest }, { route, ...options })
  const offered = route.clientCertificate !== null
  const { code, detail } = classify(result, { host: url.host, now: now(), receiver, values, offered })
  const { location, verdict } = detail
  const shown = {
    ...detail,
    location: location === null ? null : redact(location),
    ...(verdict && { verdict: { ...verdict, said: verdict.said && quote(verdict.said, redact) } }),
  }
  const answer = result.kind === 'fault' ? null : showAnswer(result.answer, redact)
  return { code, detail: shown, trace: result.trace, answer }
}

/** As below. Of a complaint no more is worth reading. */
const quote = (said: string, redact: Redactor['redact']) => redact(said).slice(0, 300)

/** SECURITY: secrets go first, and only then the text is cut: half a secret would not be known again. */
function showAnswer({ status, headers, body, truncated }: Answer, redact: Redactor['redact']): Answer {
  const kept = firstBytes(body, mostAnswerBytes)
  return {
    status,
    headers: redactHeaders(headers, redact),
    body: firstBytes(redact(body, kept.length), mostAnswerBytes),
    truncated: truncated || kept.length < body.length,
  }
}
