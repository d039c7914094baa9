import { describe, expect, test } from 'vitest'
import { classify } from '../../../main/engine/classify.ts'
import { blockedCode } from '../../../main/engine/guard.ts'
import type { Fault } from '../../../main/engine/send.ts'
import { type OutcomeCode, type Phase, phases, type Trace } from '../../../preload/contract/outcome.ts'

const now = Date.UTC(2026, 10, 23, 10)
const traceOf = (failedPhase: Phase | null): Trace => ({
  phases: {},
  failedPhase,
  reused: false,
  address: null,
  addressClass: null,
  proxy: null,
  tls: null,
})
const answered = (status: number, headers: [string, string][] = []) =>
  classify({ kind: 'answer', answer: { status, headers, body: '', truncated: false }, trace: traceOf(null) }, 'h', now)
const fault = (given: Partial<Fault>, phase: Phase | null = 'connect') =>
  classify({ kind: 'fault', why: 'error', code: '', afterHeaders: false, ...given, trace: traceOf(phase) }, 'h', now)
    .code

test.for<[number, OutcomeCode]>([
  [200, 'accepted'],
  [201, 'accepted'],
  [202, 'accepted'],
  [204, 'accepted'],
  [299, 'accepted'],
  [300, 'redirect'],
  [301, 'redirect'],
  [304, 'redirect'],
  [308, 'redirect'],
  [399, 'redirect'],
  [400, 'bad_request'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [405, 'client_error'],
  [410, 'gone'],
  [413, 'too_large'],
  [422, 'bad_request'],
  [429, 'rate_limited'],
  [451, 'client_error'],
  [499, 'client_error'],
  [500, 'server_error'],
  [502, 'server_error'],
  [503, 'unavailable'],
  [504, 'server_error'],
  [599, 'server_error'],
  [600, 'unexpected_status'],
  [999, 'unexpected_status'],
  [199, 'unexpected_status'],
  [0, 'unexpected_status'],
])('status %i is %s', ([status, code]) => expect(answered(status).code).toBe(code))

describe('a Retry-After', () => {
  test.for([429, 503])('counts on %i, in any case', (status) => {
    expect(answered(status, [['Retry-After', '7']]).detail.retryAfterMs).toBe(7000)
  })
  test.for([200, 301, 404, 500, 502])('means nothing on %i', (status) => {
    expect(answered(status, [['retry-after', '7']]).detail.retryAfterMs).toBeNull()
  })
  test('of junk is none', () => expect(answered(429, [['retry-after', 'soon']]).detail.retryAfterMs).toBeNull())
})

test('the detail keeps host, status and target', () => {
  expect(answered(302, [['LOCATION', '/login']]).detail).toEqual({
    host: 'h',
    status: 302,
    location: '/login',
    retryAfterMs: null,
  })
  expect(answered(500).detail.location).toBeNull()
})

test.for(phases)('a budget used up, and a timeout of the system, are named by the phase: %s', (phase) => {
  expect(fault({ why: 'budget', code: 'ERR_CANCELED' }, phase)).toBe(`timeout_${phase}`)
  expect(fault({ code: 'ETIMEDOUT' }, phase)).toBe(`timeout_${phase}`)
})

test.for(phases)('broken off is stopped in every phase, whatever the code: %s', (phase) => {
  expect(fault({ why: 'stopped', code: 'ECONNRESET', afterHeaders: true }, phase)).toBe('stopped')
})

test.for<[string, Phase, OutcomeCode]>([
  [blockedCode, 'dns', 'blocked_address'],
  ['ENOTFOUND', 'dns', 'dns_not_found'],
  ['EAI_AGAIN', 'dns', 'dns_temporary'],
  ['ECONNREFUSED', 'connect', 'connect_refused'],
  ['EHOSTUNREACH', 'connect', 'connect_unreachable'],
  ['ENETUNREACH', 'connect', 'connect_unreachable'],
  ['EADDRNOTAVAIL', 'connect', 'connect_unreachable'],
  ['CERT_HAS_EXPIRED', 'tls', 'tls_expired'],
  ['CERT_NOT_YET_VALID', 'tls', 'tls_not_yet_valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'tls_wrong_host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'tls_untrusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'tls_untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'tls_untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'tls_untrusted'],
  ['EPROTO', 'tls', 'tls_handshake'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls_handshake'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls', 'tls_handshake'],
  ['CERT_SIGNATURE_FAILURE', 'tls', 'tls_handshake'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'answer', 'tls_handshake'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'send', 'tls_handshake'],
  ['EPROTO', 'answer', 'tls_handshake'],
  ['EAI_FAIL', 'dns', 'dns_temporary'],
  ['EHOSTDOWN', 'connect', 'connect_unreachable'],
  ['ENETDOWN', 'connect', 'connect_unreachable'],
  ['EACCES', 'connect', 'connect_unreachable'],
  ['EPERM', 'connect', 'connect_unreachable'],
  ['ECONNRESET', 'answer', 'connection_reset'],
  ['ECONNRESET', 'tls', 'connection_reset'],
  ['EPIPE', 'send', 'connection_reset'],
  ['HPE_INVALID_CONSTANT', 'answer', 'answer_malformed'],
  ['HPE_HEADER_OVERFLOW', 'answer', 'answer_malformed'],
  ['ERR_INVALID_CHAR', 'connect', 'unsendable_header'],
  ['ERR_INVALID_HTTP_TOKEN', 'connect', 'unsendable_header'],
  ['ESOMETHINGNEW', 'dns', 'dns_temporary'],
  ['ESOMETHINGNEW', 'connect', 'connect_unreachable'],
  ['ESOMETHINGNEW', 'tls', 'tls_handshake'],
  ['ESOMETHINGNEW', 'send', 'connection_reset'],
  ['ESOMETHINGNEW', 'answer', 'connection_reset'],
  ['', 'connect', 'internal'],
])('%j in phase %s is %s', ([code, phase, outcome]) => expect(fault({ code }, phase)).toBe(outcome))

test('what breaks after the headers is a cut answer', () => {
  expect(fault({ code: 'ECONNRESET', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: '', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: 'ERR_SSL_BAD_RECORD_TYPE', afterHeaders: true }, 'answer')).toBe('answer_cut')
})

test('a fault in an unknown phase is one of connecting', () => {
  expect(fault({ why: 'budget', code: '' }, null)).toBe('timeout_connect')
})
