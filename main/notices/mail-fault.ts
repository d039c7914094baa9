import type { MailFault, MailPhase } from '../../preload/contract/email.ts'
import type { OutcomeCode, Phase } from '../../preload/contract/outcome.ts'
import { codeOf } from '../engine/connect-fault.ts'
import { abortedCode } from '../engine/fault-codes.ts'
import { alertOutcomes, faultOutcomes, strangeFaults } from '../engine/fault-outcomes.ts'
import { passedOver } from '../engine/route-choice.ts'
import { oneLine } from './one-line.ts'
import { MailError, type MailFailure } from './mail-trace.ts'

/** What nodemailer says of an error of the server (its lib/errors): the reply, and the command it answers. */
type SmtpError = Error & {
  code?: string
  originalCode?: string
  responseCode?: number
  command?: string
  response?: string
}

/** `redact`: for what the server said. */
export function readFault(error: unknown, phase: MailPhase, redact: (text: string) => string): MailFailure {
  if (error instanceof MailError) return error.failure
  if (!(error instanceof Error)) return { code: 'internal', phase, said: null }
  const smtp: SmtpError = error
  const said = smtp.response === undefined ? null : oneLine(redact(smtp.response), 300)
  if (smtp.responseCode !== undefined) return { code: ofReply(smtp.responseCode, smtp.command ?? ''), phase, said }
  return { code: ofCode(smtp, phase), phase, said }
}

/** Whether another of the workstation's proxies may do. */
export const isOfProxy = (error: unknown): boolean => {
  const outcome = faultOutcomes[codeOf(error)]
  return outcome !== undefined && passedOver.has(outcome)
}

/** RFC 5321 §4.2.1: 4yz may be different later, 5yz will not be. What it was an answer to says what is wrong. */
function ofReply(status: number, command: string): MailFault {
  if (command === 'STARTTLS') return 'no_starttls'
  const isFinal = status >= 500
  if (command.startsWith('AUTH')) {
    if (!isFinal) return 'later'
    // RFC 4954 §6: 504 this mechanism is not known, 538 not without TLS.
    if (status === 504) return 'no_login_offered'
    return command.includes('XOAUTH2') ? 'token_refused' : 'login_refused'
  }
  if (status === 530) return 'login_wanted'
  if (command === 'RCPT TO') return isFinal ? 'recipients_refused' : 'recipients_later'
  if (!isFinal) return 'later'
  if (command === 'MAIL FROM') return 'sender_refused'
  return command === 'DATA' ? 'message_refused' : 'turned_away'
}

const tlsFaults: Partial<Record<OutcomeCode, MailFault>> = {
  tls_untrusted: 'untrusted',
  tls_expired: 'expired',
  tls_not_yet_valid: 'not_yet_valid',
  tls_wrong_host: 'wrong_host',
  tls_revoked: 'untrusted',
  tls_weak: 'tls_weak',
  tls_version: 'tls_weak',
}
const wayFaults: Partial<Record<OutcomeCode, MailFault>> = {
  dns_not_found: 'name_unknown',
  dns_temporary: 'name_unanswered',
  connect_refused: 'connection_refused',
  connect_unreachable: 'unreachable',
  blocked_address: 'address_blocked',
  proxy_unreachable: 'proxy_unreachable',
  proxy_auth: 'proxy_login',
  proxy_denied: 'proxy_denied',
  proxy_blocked: 'proxy_denied',
  proxy_no_route: 'unreachable',
  proxy_tls: 'proxy_failed',
  proxy_fault: 'proxy_failed',
  internal: 'internal',
}

function ofCode(error: SmtpError, phase: MailPhase): MailFault {
  const code = error.originalCode ?? codeOf(error)
  if (code === abortedCode || code === 'ETIMEDOUT') return tooSlow[phase]
  if (code === 'EPROTOCOL') return 'not_smtp'
  if (code === 'EAUTH') return 'no_login_offered'
  // Larger than the server said it takes.
  if (code === 'EMESSAGE') return 'message_refused'
  const alert = /(?:ALERT_|ALERT\s)([A-Z_]+)$/.exec(code)?.[1]
  const outcome = faultOutcomes[code] ?? (alert === undefined ? undefined : alertOutcomes[alert])
  const known = outcome === undefined ? undefined : (tlsFaults[outcome] ?? wayFaults[outcome])
  if (known !== undefined) return known
  if (phase === 'tls') return 'tls_failed'
  if (phase === 'login' || phase === 'accepted') return 'cut'
  return wayFaults[strangeFaults[phase satisfies Phase]] ?? 'cut'
}

const tooSlow: Record<MailPhase, MailFault> = {
  dns: 'name_unanswered',
  connect: 'unreachable',
  proxy: 'proxy_failed',
  tls: 'slow',
  login: 'slow',
  accepted: 'slow',
}
