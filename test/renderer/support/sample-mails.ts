import type { Mail, MailReport } from '../../../preload/contract/email.ts'

export const sampleMailReport = (change: Partial<MailReport> = {}): MailReport => ({
  code: 'sent',
  ok: true,
  phases: { dns: 3, connect: 12, tls: 31, login: 40, accepted: 55 },
  failedPhase: null,
  address: '192.168.7.25',
  proxy: null,
  tls: { version: 'TLSv1.3', issuer: 'Corp CA', subject: 'smtp.corp', validTo: null, trust: 'own', client: null },
  said: '250 OK: message queued',
  rejected: [],
  deferred: [],
  explanation: null,
  took: 141,
  ...change,
})

export const sampleMail = (change: Partial<Mail> = {}): Mail => ({
  seq: 1,
  state: 'sent',
  subject: 'Webhook disabled: Jira SOC',
  at: Date.now() - 60_000,
  attempts: 1,
  nextAttemptAt: null,
  reason: null,
  ...change,
})
