import type { OutcomeCode, Phase } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { blockedCode } from './guard.ts'
import { parseRetryAfter } from './retry-after.ts'
import type { Fault, SendResult } from './send.ts'

/** What an attempt came to: a code, and what its words need. Pure. */
export function classify(result: SendResult, host: string, now: number): { code: OutcomeCode; detail: AttemptDetail } {
  if (result.kind === 'fault') {
    return {
      code: codeOfFault(result, result.trace.failedPhase ?? 'connect'),
      detail: { host, status: null, location: null, retryAfterMs: null },
    }
  }
  const { status, headers } = result.answer
  const header = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1]
  const hinted = status === 429 || status === 503
  return {
    code: codeOfStatus(status),
    detail: {
      host,
      status,
      location: header('location') ?? null,
      retryAfterMs: hinted ? parseRetryAfter(header('retry-after'), now) : null,
    },
  }
}

const statusCodes: Record<number, OutcomeCode> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  410: 'gone',
  413: 'too_large',
  422: 'bad_request',
  429: 'rate_limited',
  503: 'unavailable',
}

/** Only 2xx is a success (Standard Webhooks; redirects are failures there too). */
function codeOfStatus(status: number): OutcomeCode {
  if (status >= 200 && status < 300) return 'accepted'
  if (status >= 300 && status < 400) return 'redirect'
  const known = statusCodes[status]
  if (known) return known
  if (status >= 400 && status < 500) return 'client_error'
  return status >= 500 && status < 600 ? 'server_error' : 'unexpected_status'
}

const timeouts: Record<Phase, OutcomeCode> = {
  dns: 'timeout_dns',
  connect: 'timeout_connect',
  proxy: 'timeout_proxy',
  tls: 'timeout_tls',
  send: 'timeout_send',
  answer: 'timeout_answer',
}

const faultCodes: Record<string, OutcomeCode> = {
  [blockedCode]: 'blocked_address',
  ENOTFOUND: 'dns_not_found',
  EAI_AGAIN: 'dns_temporary',
  EAI_FAIL: 'dns_temporary',
  ECONNREFUSED: 'connect_refused',
  EHOSTUNREACH: 'connect_unreachable',
  ENETUNREACH: 'connect_unreachable',
  EHOSTDOWN: 'connect_unreachable',
  ENETDOWN: 'connect_unreachable',
  EADDRNOTAVAIL: 'connect_unreachable',
  // A firewall of this workstation answers instead of the network.
  EACCES: 'connect_unreachable',
  EPERM: 'connect_unreachable',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_wrong_host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
  CERT_UNTRUSTED: 'tls_untrusted',
  INVALID_CA: 'tls_untrusted',
  INVALID_PURPOSE: 'tls_untrusted',
  ERR_INVALID_CHAR: 'unsendable_header',
  ERR_INVALID_HTTP_TOKEN: 'unsendable_header',
}

/** A code nobody has met yet. */
const strangeFaults: Record<Phase, OutcomeCode> = {
  dns: 'dns_temporary',
  connect: 'connect_unreachable',
  proxy: 'proxy_fault',
  tls: 'tls_handshake',
  send: 'connection_reset',
  answer: 'connection_reset',
}

function codeOfFault({ why, code, afterHeaders }: Fault, phase: Phase): OutcomeCode {
  if (why === 'stopped') return 'stopped'
  if (why === 'budget' || code === 'ETIMEDOUT') return timeouts[phase]
  const known = faultCodes[code]
  if (known) return known
  if (code.startsWith('HPE_')) return 'answer_malformed'
  if (afterHeaders) return 'answer_cut'
  // In any phase: TLS 1.3 lets us send before the other side has said no to our missing client certificate.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'tls_handshake'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return 'connection_reset'
  return code === '' ? 'internal' : strangeFaults[phase]
}
