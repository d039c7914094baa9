import { z } from 'zod'

/** The parts of one HTTPS request, in order. */
export const phases = ['dns', 'connect', 'tls', 'send', 'answer'] as const
export const phaseSchema = z.enum(phases)
export type Phase = z.infer<typeof phaseSchema>

/** How an attempt ended. Every code but `accepted` has words in main/engine/explain.ts. */
export const outcomeCodes = [
  'accepted',
  'redirect',
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'gone',
  'too_large',
  'rate_limited',
  'client_error',
  'server_error',
  'unavailable',
  'unexpected_status',
  'dns_not_found',
  'dns_temporary',
  'connect_refused',
  'connect_unreachable',
  'connection_reset',
  'timeout_dns',
  'timeout_connect',
  'timeout_tls',
  'timeout_send',
  'timeout_answer',
  'tls_untrusted',
  'tls_expired',
  'tls_not_yet_valid',
  'tls_wrong_host',
  'tls_handshake',
  'answer_malformed',
  'answer_cut',
  'blocked_address',
  'unsendable_header',
  'unrenderable_body',
  'unreadable_secret',
  'unknown',
  'stopped',
  'internal',
] as const
export const outcomeCodeSchema = z.enum(outcomeCodes)
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>

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

/** What the connection did. A phase is missing where it was not reached or the connection was already open. */
export const traceSchema = z.object({
  /** Milliseconds per phase. */
  phases: z.partialRecord(phaseSchema, z.number()),
  /** The phase that failed, where one did. */
  failedPhase: phaseSchema.nullable(),
  reused: z.boolean(),
  address: z.string().nullable(),
  tls: z
    .object({ version: z.string(), issuer: z.string(), subject: z.string(), validTo: z.number().nullable() })
    .nullable(),
})
export type Trace = z.infer<typeof traceSchema>

export const testReportSchema = z.object({
  code: outcomeCodeSchema,
  ok: z.boolean(),
  /** HTTP status, where there was an answer. */
  status: z.number().nullable(),
  explanation: explanationSchema.nullable(),
  trace: traceSchema,
  /** Total, ms. */
  took: z.number(),
  sent: sentSchema.nullable(),
  answer: answerSchema.nullable(),
})
export type TestReport = z.infer<typeof testReportSchema>
