import type { MailReport } from '../../preload/contract/email.ts'
import type { MailAccount } from './mail-account.ts'
import { makeLetter } from './mail-letter.ts'
import type { Mailer, MailSent } from './mail-session.ts'
import type { MailFailure, MailTrace } from './mail-trace.ts'
import { explainMail } from './mail-words.ts'

type Parts = { mailer: Mailer; now: () => number; id: () => string }

/** Sends one mail that says it is a test, by the way notices go. Nothing of it is stored. */
export async function testMail(
  account: MailAccount,
  { mailer, now, id }: Parts,
  signal: AbortSignal,
): Promise<MailReport> {
  const begun = performance.now()
  const took = () => Math.round(performance.now() - begun)
  const opened = await mailer(account, signal)
  if (!opened.ok) return failed(opened.failure, opened.trace, account, took())
  const letter = await makeLetter(testBody, {
    from: account.from,
    to: account.to,
    messageId: id(),
    date: new Date(now()),
  })
  const sent = await opened.session.send(letter)
  const trace = opened.session.trace()
  const report = sent.ok ? worked(sent, trace, took()) : failed(sent.failure, trace, account, took())
  await opened.session.close()
  return report
}

const testBody = {
  subject: 'Test mail',
  headline: 'This is a test: e-mail notices work',
  rows: [],
  steps: ['Nothing. When a webhook is disabled, fails or recovers, a mail like this one tells you.'],
  link: null,
}

const worked = ({ said, rejected, deferred }: MailSent & { ok: true }, trace: MailTrace, took: number): MailReport => ({
  ...trace,
  code: 'sent',
  ok: true,
  said,
  rejected,
  deferred,
  explanation: null,
  took,
})

const failed = (failure: MailFailure, trace: MailTrace, account: MailAccount, took: number): MailReport => ({
  ...trace,
  failedPhase: trace.failedPhase ?? failure.phase,
  code: failure.code,
  ok: false,
  said: failure.said,
  rejected: [],
  deferred: [],
  explanation: explainMail(failure, account.host),
  took,
})
