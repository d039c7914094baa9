import type { MailFault, MailPhase, MailReport } from '../../preload/contract/email.ts'

export type MailTrace = Pick<MailReport, 'phases' | 'failedPhase' | 'address' | 'proxy' | 'tls'>

/** Why a mail was not handed over. `said`: the server's words, as they may be shown. */
export type MailFailure = { code: MailFault; phase: MailPhase | null; said: string | null }

/** Thrown inside the mail files only; those who send get values. */
export class MailError extends Error {
  readonly failure: MailFailure

  constructor(code: MailFault, phase: MailPhase | null, said: string | null = null) {
    super(code)
    this.failure = { code, phase, said }
  }
}
