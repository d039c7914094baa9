import type { OutcomeCode, Phase } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { proxyUnreachableCode } from './fault-codes.ts'
import { alertOutcomes, faultOutcomes, strangeFaults, timeouts } from './fault-outcomes.ts'
import type { Receiver, Values } from '../receivers/receiver.ts'
import { headerReader, judge } from '../receivers/judge.ts'
import { parseRetryAfter } from './retry-after.ts'
import type { Fault, SendResult } from './send.ts'
import { codeOfStatus } from './status-codes.ts'

type Means = { host: string; now: number; receiver: Receiver; values: Values; offered?: boolean }

/**
 * What an attempt came to: a code, and what its words need. Pure. `offered`: the webhook has a client certificate, so
 * that a receiver which refuses one refuses that, and not that there is none.
 */
export function classify(
  result: SendResult,
  { host, now, receiver, values, offered = false }: Means,
): { code: OutcomeCode; detail: AttemptDetail } {
  if (result.kind === 'fault') {
    return {
      code: codeOfFault(result, result.trace.failedPhase ?? 'connect', offered),
      detail: { host, status: null, location: null, retryAfterMs: null },
    }
  }
  const { status } = result.answer
  const header = headerReader(result.answer)
  const hinted = status === 429 || status === 503
  const judged = judge(receiver, result.answer, values)
  return {
    code: judged?.code ?? codeOfStatus(status),
    detail: {
      host,
      status,
      location: header('location') ?? null,
      retryAfterMs: hinted ? parseRetryAfter(header('retry-after'), now) : null,
      ...(judged && { verdict: { receiver: receiver.kind, reason: judged.reason, said: judged.said } }),
    },
  }
}

function codeOfFault({ why, code, afterHeaders }: Fault, phase: Phase, offered: boolean): OutcomeCode {
  if (why === 'stopped') return 'stopped'
  if (why === 'lost') return 'unknown'
  // Whoever ended it: the receiver was not even asked for.
  if (code === proxyUnreachableCode) return 'proxy_unreachable'
  if (why === 'budget' || code === 'ETIMEDOUT') return timeouts[phase]
  // Whatever cut it: there was an answer.
  if (afterHeaders) return 'answer_cut'
  const known = faultOutcomes[code]
  if (known) return known
  // In any phase: TLS 1.3 lets us send before the other side has said no to our missing client certificate.
  if (code.startsWith('ERR_SSL_')) return codeOfAlert(code, offered)
  if (code.startsWith('HPE_')) return 'answer_malformed'
  // undici's own checks of what it reads: lengths that contradict each other, a status below 100.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || code === 'ERR_ASSERTION') return 'answer_malformed'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return 'connection_reset'
  return code === '' ? 'internal' : strangeFaults[phase]
}

function codeOfAlert(code: string, offered: boolean): OutcomeCode {
  const alert = alertOutcomes[/_ALERT_(\w+)$/.exec(code)?.[1] ?? ''] ?? 'tls_handshake'
  // Before TLS 1.3 there is no alert of its own for a certificate that is missing.
  return alert === 'tls_client_refused' && !offered ? 'tls_client_required' : alert
}
