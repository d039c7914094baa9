import { type Attempt, type Delivery, type DeliveryDetail, mostAttempts } from '../../../preload/contract/delivery.ts'
import { defaultRetrySteps } from '../../../preload/contract/settings.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'

const what: Record<string, string> = {
  unauthorized: 'The receiver refused the token: 401 Unauthorized.',
  connect_refused: 'Nothing listens at this address and port.',
}

const why: Record<string, string> = {
  unauthorized: 'Most likely the token was revoked or belongs to another site.',
  unavailable: 'Most likely it is overloaded or down for maintenance.',
  connect_refused: 'Most likely the service is stopped or listens on another port.',
}

/** The delivery with attempts that end as its row says. */
export function sampleDetail(delivery: Delivery, event: SecurityEvent): DeliveryDetail {
  const attempts = Array.from({ length: delivery.attempts }, (_, index): Attempt => {
    const last = index === delivery.attempts - 1
    const underWay = last && delivery.state === 'sending'
    const ok = last && delivery.state === 'delivered'
    const startedAt = delivery.createdAt + defaultRetrySteps.slice(0, index).reduce((sum, step) => sum + step * 1000, 0)
    const status = ok
      ? (delivery.lastStatus ?? 200)
      : delivery.lastCode === 'accepted'
        ? 503
        : (delivery.lastStatus ?? 503)
    const code = ok
      ? 'accepted'
      : delivery.lastCode === 'accepted'
        ? 'unavailable'
        : (delivery.lastCode ?? 'unavailable')
    const answered = code !== 'connect_refused'
    const body = JSON.stringify({ type: event.type, timestamp: event.timestamp, data: event.data })
    return {
      number: index + 1,
      manual: false,
      counted: true,
      startedAt,
      endedAt: underWay ? null : startedAt + 165,
      code: underWay ? null : code,
      explanation:
        underWay || ok
          ? null
          : {
              what: what[code] ?? 'The receiver reported an error of its own: 503 Service Unavailable.',
              why: why[code] ?? 'Most likely it is overloaded or down for maintenance.',
              next: 'Check the receiver; the next attempt comes by itself.',
            },
      said: null,
      trace: {
        phases: answered ? { dns: 14, connect: 31, tls: 44, send: 2, answer: 74 } : { dns: 14, connect: 31 },
        failedPhase: ok || answered ? null : 'connect',
        reused: false,
        address: '104.192.142.19',
        addressClass: 'public',
        proxy: null,
        tls: answered
          ? {
              version: 'TLSv1.3',
              issuer: 'DigiCert TLS RSA SHA256 2020 CA1',
              subject: '*.atlassian.com',
              validTo: delivery.createdAt + 212 * 86_400_000,
              trust: 'bundled',
              client: null,
            }
          : null,
      },
      sent: {
        method: 'POST',
        url: 'https://automation.atlassian.com/pro/hooks/••••',
        headers: [
          ['content-type', 'application/json'],
          ['webhook-id', delivery.id],
          ['webhook-timestamp', String(Math.floor(startedAt / 1000))],
          ['webhook-signature', 'v1,••••'],
          ['authorization', '••••'],
        ],
        body,
      },
      answer:
        underWay || !answered
          ? null
          : {
              status,
              headers: [
                ['content-type', 'application/json'],
                ['server', 'AtlassianEdge'],
              ],
              body: ok ? '{"ok":true}' : `{"error":"status ${status}"}`,
              truncated: false,
            },
    }
  })
  const planned = delivery.nextAttemptAt === null ? [] : plan(delivery.attempts, delivery.nextAttemptAt)
  return { delivery, event, attempts, planned }
}

function plan(made: number, first: number) {
  let at = first
  return Array.from({ length: mostAttempts - made }, (_, index) => {
    if (index > 0) at += (defaultRetrySteps[made + index - 1] ?? 0) * 1000
    return { number: made + index + 1, at }
  })
}
