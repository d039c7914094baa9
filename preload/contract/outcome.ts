import { z } from 'zod'

/** The parts of one HTTPS request, in order. With a proxy, `dns` and `connect` lead to it, and `proxy` through it. */
export const phases = ['dns', 'connect', 'proxy', 'tls', 'send', 'answer'] as const
export const phaseSchema = z.enum(phases)
export type Phase = z.infer<typeof phaseSchema>

/** How an attempt ended. Every failure has words in main/engine/words.ts. */
export const outcomeCodes = [
  'accepted',
  'queued',
  'refused',
  'redirect',
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'gone',
  'method_not_allowed',
  'request_timeout',
  'conflict',
  'too_large',
  'media_type',
  'rate_limited',
  'client_error',
  'server_error',
  'bad_gateway',
  'unavailable',
  'gateway_timeout',
  'unexpected_status',
  'dns_not_found',
  'dns_temporary',
  'connect_refused',
  'connect_unreachable',
  'connection_reset',
  'timeout_dns',
  'timeout_connect',
  'timeout_proxy',
  'timeout_tls',
  'timeout_send',
  'timeout_answer',
  'tls_untrusted',
  'tls_expired',
  'tls_not_yet_valid',
  'tls_wrong_host',
  'tls_revoked',
  'tls_weak',
  'tls_version',
  'tls_pin',
  'tls_client_required',
  'tls_client_refused',
  'tls_handshake',
  'proxy_unreachable',
  'proxy_auth',
  'proxy_denied',
  'proxy_blocked',
  'proxy_tls',
  'proxy_fault',
  'proxy_no_route',
  'answer_malformed',
  'answer_headers_too_large',
  'answer_cut',
  'blocked_address',
  'address_less_public',
  'unsendable_header',
  'unrenderable_body',
  'oversized_body',
  'unusable_template',
  'unusable_certificate',
  'unreadable_secret',
  'no_network',
  'asleep',
  'unknown',
  'stopped',
  'internal',
] as const
export const outcomeCodeSchema = z.enum(outcomeCodes)
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>

/** `queued`: the receiver has taken the event and works on it later; whether it arrives where it should, it doesn't tell. */
export type Success = 'accepted' | 'queued'
export type Failure = Exclude<OutcomeCode, Success>
export const isSuccess = (code: OutcomeCode): code is Success => code === 'accepted' || code === 'queued'

/** A failure in three lines: what happened, why most likely, what to do next. */
export const explanationSchema = z.object({ what: z.string(), why: z.string(), next: z.string() })
export type Explanation = z.infer<typeof explanationSchema>

const headerLinesSchema = z.array(z.tuple([z.string(), z.string()]))

/** What was sent, as it may be shown: secrets replaced by dots. */
export const sentSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: headerLinesSchema,
  body: z.string(),
})
export type Sent = z.infer<typeof sentSchema>

/** What came back, as it may be shown. */
export const answerSchema = z.object({
  status: z.number(),
  headers: headerLinesSchema,
  body: z.string(),
  /** True where reading stopped at 16 KiB. */
  truncated: z.boolean(),
})
export type Answer = z.infer<typeof answerSchema>

/** How far an address is from the internet: a webhook agreed to one class is never sent to a less public one. */
export const addressClasses = ['public', 'private', 'loopback'] as const
export const addressClassSchema = z.enum(addressClasses)
export type AddressClass = z.infer<typeof addressClassSchema>

/** Whose certificate authority vouched: Node's bundle, the store of the operating system, or the webhook's own CA. */
export const trustSchema = z.enum(['bundled', 'system', 'own'])

/** What the connection did. A phase is missing where it was not reached or the connection was already open. */
export const traceSchema = z.object({
  /** Milliseconds per phase. */
  phases: z.partialRecord(phaseSchema, z.number()),
  /** The phase that failed, where one did. */
  failedPhase: phaseSchema.nullable(),
  reused: z.boolean(),
  address: z.string().nullable(),
  addressClass: addressClassSchema.nullable().default(null),
  /** `http://proxy.corp:8080`, without user and password; null for a direct connection. */
  proxy: z.string().nullable().default(null),
  tls: z
    .object({
      version: z.string(),
      issuer: z.string(),
      subject: z.string(),
      validTo: z.number().nullable(),
      trust: trustSchema.nullable().default(null),
      /** Subject of the client certificate that was offered. Whether the receiver asked for one can’t be told. */
      client: z.string().nullable().default(null),
    })
    .nullable(),
})
export type Trace = z.infer<typeof traceSchema>

export const testReportSchema = z.object({
  code: outcomeCodeSchema,
  ok: z.boolean(),
  /** HTTP status, where there was an answer. */
  status: z.number().nullable(),
  explanation: explanationSchema.nullable(),
  /** What the receiver said of a success: the number of a ticket. One sentence. */
  said: z.string().nullable(),
  trace: traceSchema,
  /** Total, ms. */
  took: z.number(),
  sent: sentSchema.nullable(),
  answer: answerSchema.nullable(),
})
export type TestReport = z.infer<typeof testReportSchema>
