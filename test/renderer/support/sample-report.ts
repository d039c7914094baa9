import type { TestReport } from '../../../preload/contract/outcome.ts'

/** A test that arrived; change it into one that did not. */
export function sampleReport(change: Partial<TestReport> = {}): TestReport {
  return {
    code: 'accepted',
    ok: true,
    status: 200,
    said: null,
    explanation: null,
    trace: {
      phases: { dns: 14, connect: 31, tls: 44, send: 2, answer: 120 },
      failedPhase: null,
      reused: false,
      address: '149.96.1.2',
      addressClass: 'public',
      proxy: null,
      tls: {
        version: 'TLSv1.3',
        issuer: 'DigiCert TLS RSA SHA256 2020 CA1',
        subject: '*.service-now.com',
        validTo: Date.now() + 212 * 86_400_000,
        trust: 'bundled',
        client: null,
      },
    },
    took: 211,
    sent: {
      method: 'POST',
      url: 'https://acme.service-now.com/api/now/table/incident',
      headers: [
        ['content-type', 'application/json'],
        ['webhook-id', 'msg_test'],
        ['webhook-signature', 'v1,••••'],
      ],
      body: '{"type":"security.critical","data":{"severity":"critical","title":"Test","test":true}}',
    },
    answer: { status: 200, headers: [['content-type', 'application/json']], body: '{"ok":true}', truncated: false },
    ...change,
  }
}

/** A test the receiver refused, with its three lines. */
export const refusedReport = (): TestReport =>
  sampleReport({
    code: 'unauthorized',
    ok: false,
    status: 401,
    explanation: {
      what: 'The receiver refused the key: 401 Unauthorized.',
      why: 'Most likely it was revoked or belongs to another instance.',
      next: 'Create a key at the receiver and put it into the Authorization header of this webhook.',
    },
    answer: { status: 401, headers: [], body: '{"error":"invalid token"}', truncated: false },
  })
