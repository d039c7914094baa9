import { describe, expect, test } from 'vitest'
import { classify } from '../../../main/engine/classify.ts'
import * as ours from '../../../main/engine/fault-codes.ts'
import { custom } from '../../../main/receivers/custom.ts'
import { receivers } from '../../../main/receivers/index.ts'
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
const means = { host: 'h', now, receiver: custom, values: {} }
const answered = (status: number, headers: [string, string][] = []) =>
  classify({ kind: 'answer', answer: { status, headers, body: '', truncated: false }, trace: traceOf(null) }, means)
const fault = (given: Partial<Fault>, phase: Phase | null = 'connect', offered = false) =>
  classify(
    { kind: 'fault', why: 'error', code: '', afterHeaders: false, ...given, trace: traceOf(phase) },
    { ...means, offered },
  ).code

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
  [402, 'client_error'],
  [405, 'method_not_allowed'],
  [408, 'request_timeout'],
  [409, 'conflict'],
  [410, 'gone'],
  [413, 'too_large'],
  [415, 'media_type'],
  [422, 'bad_request'],
  [429, 'rate_limited'],
  [451, 'client_error'],
  [499, 'client_error'],
  [500, 'server_error'],
  [502, 'bad_gateway'],
  [503, 'unavailable'],
  [504, 'gateway_timeout'],
  [505, 'server_error'],
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

test('a budget used up before the proxy was reached is the proxy’s, not the receiver’s', () => {
  expect(fault({ why: 'budget', code: ours.proxyUnreachableCode }, 'connect')).toBe('proxy_unreachable')
})

test('of a request that was lost with the thread that sent it, it is not known whether it arrived', () => {
  expect(fault({ why: 'lost' }, 'connect')).toBe('unknown')
})

test.for(phases)('broken off is stopped in every phase, whatever the code: %s', (phase) => {
  expect(fault({ why: 'stopped', code: 'ECONNRESET', afterHeaders: true }, phase)).toBe('stopped')
})

test.for<[string, Phase, OutcomeCode]>([
  [ours.blockedCode, 'dns', 'blocked_address'],
  [ours.lessPublicCode, 'dns', 'address_less_public'],
  [ours.unusableCertificateCode, 'tls', 'unusable_certificate'],
  [ours.pinCode, 'tls', 'tls_pin'],
  [ours.proxyUnreachableCode, 'connect', 'proxy_unreachable'],
  [ours.proxyBlockedCode, 'dns', 'proxy_blocked'],
  [ours.proxyAuthCode, 'proxy', 'proxy_auth'],
  [ours.proxyDeniedCode, 'proxy', 'proxy_denied'],
  [ours.proxyNoRouteCode, 'proxy', 'proxy_no_route'],
  [ours.proxyTlsCode, 'connect', 'proxy_tls'],
  [ours.proxyFaultCode, 'proxy', 'proxy_fault'],
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
  ['CERT_SIGNATURE_FAILURE', 'tls', 'tls_untrusted'],
  ['CERT_REVOKED', 'tls', 'tls_revoked'],
  ['HOSTNAME_MISMATCH', 'tls', 'tls_wrong_host'],
  ['INVALID_PURPOSE', 'tls', 'tls_weak'],
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'tls', 'tls_weak'],
  ['ERR_SSL_CA_MD_TOO_WEAK', 'tls', 'tls_weak'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls', 'tls_version'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', 'tls_version'],
  ['ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY', 'tls', 'tls_version'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls_handshake'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'tls', 'tls_handshake'],
  ['ERR_SSL_SOMETHING_NEW', 'answer', 'tls_handshake'],
  ['EPROTO', 'tls', 'tls_handshake'],
  ['EPROTO', 'answer', 'tls_handshake'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls', 'tls_client_required'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'send', 'tls_client_required'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'answer', 'tls_client_required'],
  ['EMFILE', 'connect', 'internal'],
  ['EAI_FAIL', 'dns', 'dns_temporary'],
  ['EHOSTDOWN', 'connect', 'connect_unreachable'],
  ['ENETDOWN', 'connect', 'connect_unreachable'],
  ['EACCES', 'connect', 'connect_unreachable'],
  ['EPERM', 'connect', 'connect_unreachable'],
  ['ECONNRESET', 'answer', 'connection_reset'],
  ['ECONNRESET', 'tls', 'connection_reset'],
  ['EPIPE', 'send', 'connection_reset'],
  ['HPE_INVALID_CONSTANT', 'answer', 'answer_malformed'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'answer', 'answer_malformed'],
  ['ERR_ASSERTION', 'answer', 'answer_malformed'],
  ['UND_ERR_HEADERS_OVERFLOW', 'answer', 'answer_headers_too_large'],
  ['UND_ERR_SOCKET', 'answer', 'connection_reset'],
  ['UND_ERR_INVALID_ARG', 'send', 'unsendable_header'],
  ['UND_ERR_DESTROYED', 'send', 'stopped'],
  [ours.abortedCode, 'tls', 'stopped'],
  ['ERR_INVALID_PROTOCOL', 'connect', 'internal'],
  ['ESOMETHINGNEW', 'dns', 'dns_temporary'],
  ['ESOMETHINGNEW', 'connect', 'connect_unreachable'],
  ['ESOMETHINGNEW', 'tls', 'tls_handshake'],
  ['ESOMETHINGNEW', 'send', 'connection_reset'],
  ['ESOMETHINGNEW', 'answer', 'connection_reset'],
  ['', 'connect', 'internal'],
])('%j in phase %s is %s', ([code, phase, outcome]) => expect(fault({ code }, phase)).toBe(outcome))

describe('a receiver that says no to a certificate', () => {
  test.for([
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED',
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_SSL/TLS_ALERT_UNSUPPORTED_CERTIFICATE',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
  ])('means the one of the webhook where it has one, and asks for one where it has none: %s', (code) => {
    expect(fault({ code }, 'answer', true)).toBe('tls_client_refused')
    expect(fault({ code }, 'tls', false)).toBe('tls_client_required')
  })
  test('asks for one in its own words too', () => {
    expect(fault({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }, 'answer', true)).toBe('tls_client_required')
  })
})

test('what breaks after the headers is a cut answer', () => {
  expect(fault({ code: 'ECONNRESET', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: '', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: 'HPE_INVALID', afterHeaders: true }, 'answer')).toBe('answer_cut')
  expect(fault({ code: 'ERR_SSL_BAD_RECORD_TYPE', afterHeaders: true }, 'answer')).toBe('answer_cut')
})

test('a fault in an unknown phase is one of connecting', () => {
  expect(fault({ why: 'budget', code: '' }, null)).toBe('timeout_connect')
})

test('what an answer means hangs on what the webhook sends to', () => {
  const answer = { status: 200, headers: [], body: '', truncated: false }
  const codeFor = (mode: string) =>
    classify({ kind: 'answer', answer, trace: traceOf(null) }, { ...means, receiver: receivers.jira, values: { mode } })
  expect(codeFor('automation').code).toBe('queued')
  expect(codeFor('cloud')).toMatchObject({
    code: 'refused',
    detail: { verdict: { receiver: 'jira', reason: 'no-issue' } },
  })
})
