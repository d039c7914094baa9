import { z } from 'zod'
import { parseCertificate, parseProxyUrl } from './webhook-fields.ts'
import { explanationSchema, traceSchema } from './outcome.ts'

// What WHATWG HTML takes for a valid e-mail address ("valid e-mail address", form control infrastructure), and no more:
// SECURITY: nothing in it can end a header, an envelope command or a line.
const addressPattern =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
const wrongAddress = 'This is not an e-mail address. It should look like soc@example.com.'
const addressSchema = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .regex(addressPattern, wrongAddress)

const hostSchema = z
  .string()
  .trim()
  .max(255, 'A host name has at most 255 characters.')
  .regex(
    /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)?$/,
    'Write only the name or the address of the mail server, such as smtp.example.com.',
  )

const oneLine = (most: number) =>
  z
    .string()
    .max(most, `At most ${most} characters.`)
    // SECURITY: a line break would end the command it stands in.
    .regex(/^\P{Cc}*$/u, 'No line breaks or other control characters.')

/** When critical events are mailed as well: never, where a delivery of one failed, or each. */
export const criticalMails = ['off', 'failed', 'always'] as const

/** How notices are mailed. What it takes to log in is kept sealed, apart from this. */
export const emailFieldsSchema = z.strictObject({
  enabled: z.boolean(),
  /** '' where none was written yet. */
  host: hostSchema,
  port: z.int('Write a whole number.').min(1, 'From 1 to 65535.').max(65_535, 'From 1 to 65535.'),
  /** TLS from the first byte on, or required by STARTTLS before anything is said. Never without. */
  security: z.enum(['tls', 'starttls']),
  caCertificate: z
    .string()
    .nullable()
    .transform((text, context) => (text === null ? null : parseCertificate(text, context))),
  /** `token`: an OAuth2 access token (XOAUTH2). */
  login: z.enum(['none', 'password', 'token']),
  user: oneLine(320),
  from: z.union([z.literal(''), addressSchema], wrongAddress),
  to: z.array(addressSchema).max(20, 'At most 20 addresses.'),
  /** `settings`: the way Settings → Network says. */
  proxyMode: z.enum(['none', 'settings', 'manual']),
  proxyUrl: z.string().transform((text, context) => (text.trim() === '' ? '' : parseProxyUrl(text, context))),
  proxyUser: z.string().max(200),
  critical: z.enum(criticalMails),
})

const { shape } = emailFieldsSchema
export const emailSchema = emailFieldsSchema.extend({
  enabled: shape.enabled.default(false),
  host: shape.host.default(''),
  port: shape.port.default(465),
  security: shape.security.default('tls'),
  caCertificate: shape.caCertificate.default(null),
  login: shape.login.default('password'),
  user: shape.user.default(''),
  from: shape.from.default(''),
  to: shape.to.default([]),
  proxyMode: shape.proxyMode.default('none'),
  proxyUrl: shape.proxyUrl.default(''),
  proxyUser: shape.proxyUser.default(''),
  critical: shape.critical.default('off'),
  /** When the password or token was set. */
  secretUpdatedAt: z.number().nullable().default(null),
  proxyPasswordUpdatedAt: z.number().nullable().default(null),
})
export type Email = z.infer<typeof emailSchema>

/** `secret`: the password or the token. '' forgets what is stored. */
export const emailPatchSchema = emailFieldsSchema
  .extend({ secret: oneLine(8192), proxyPassword: z.string().max(1000) })
  .partial()
export type EmailPatch = z.infer<typeof emailPatchSchema>

/** The parts of handing over one mail, in order. */
export const mailPhases = ['dns', 'connect', 'proxy', 'tls', 'login', 'accepted'] as const
export const mailPhaseSchema = z.enum(mailPhases)
export type MailPhase = z.infer<typeof mailPhaseSchema>

/** How handing over a mail ended. Every failure has words in main/notices/mail-words.ts. */
export const mailCodes = [
  'sent',
  'name_unknown',
  'name_unanswered',
  'connection_refused',
  'unreachable',
  'address_blocked',
  'cut',
  'untrusted',
  'expired',
  'not_yet_valid',
  'wrong_host',
  'tls_weak',
  'tls_failed',
  'proxy_unreachable',
  'proxy_login',
  'proxy_denied',
  'proxy_failed',
  'not_smtp',
  'no_starttls',
  'slow',
  'turned_away',
  'no_login_offered',
  'login_wanted',
  'login_refused',
  'token_refused',
  'later',
  'sender_refused',
  'recipients_refused',
  'recipients_later',
  'message_refused',
  'secret_unreadable',
  'stopped',
  'unknown',
  'internal',
] as const
export const mailCodeSchema = z.enum(mailCodes)
export type MailCode = z.infer<typeof mailCodeSchema>
export type MailFault = Exclude<MailCode, 'sent'>

export const mailReportSchema = z.object({
  code: mailCodeSchema,
  ok: z.boolean(),
  /** Milliseconds per phase; one is missing where it was not reached, or there was nothing to do. */
  phases: z.partialRecord(mailPhaseSchema, z.number()),
  failedPhase: mailPhaseSchema.nullable(),
  address: z.string().nullable(),
  /** `http://proxy.corp:8080`, without user and password. */
  proxy: z.string().nullable(),
  tls: traceSchema.shape.tls,
  /** The last thing the server said, as it may be shown. */
  said: z.string().nullable(),
  /** Whom the server takes no mail for, though it took it for others. */
  rejected: z.array(z.string()),
  /** The same, but only for now. */
  deferred: z.array(z.string()),
  explanation: explanationSchema.nullable(),
  /** Total, ms. */
  took: z.number(),
})
export type MailReport = z.infer<typeof mailReportSchema>

/** Waiting mails are tried again by themselves; `unknown` ones may have arrived, and are not sent again. */
export const mailStateSchema = z.enum(['waiting', 'sending', 'sent', 'unknown', 'failed'])

/** One mail of the outbox, as the window lists it. */
export const mailSchema = z.object({
  seq: z.number(),
  state: mailStateSchema,
  subject: z.string(),
  at: z.number(),
  attempts: z.number(),
  /** Of a waiting one. */
  nextAttemptAt: z.number().nullable(),
  /** Why it waits, or what became of it, in one sentence. */
  reason: z.string().nullable(),
})
export type Mail = z.infer<typeof mailSchema>
