import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { NetworkState } from '../../../../preload/contract/changes.ts'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { certificateMark } from '../../../../renderer/screens/webhooks/marks.ts'
import { waitingReason } from '../../../../renderer/screens/webhooks/waiting.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { sampleWebhook, webhookIds } from '../../support/sample-webhooks.ts'
import { openWebhooks } from './form-support.tsx'

const now = Date.now()
const day = 86_400_000
const proxyDown = { reason: 'Waiting for the proxy proxy.corp:8080.', since: now - 60_000 }
const disabled = { kind: 'disabled', since: now, reason: 'Disabled by you', by: 'user' } as const

test.each<[Partial<Webhook>, NetworkState, string | null]>([
  [{ pending: 2 }, 'up', null],
  [{ pending: 2 }, 'down', 'Waiting for network'],
  [{ pending: 2 }, 'asleep', 'Waiting for this workstation to wake'],
  [{ pending: 0 }, 'down', null],
  [{ pending: 1, waiting: proxyDown }, 'up', 'Waiting for the proxy proxy.corp:8080'],
  [{ pending: 1, waiting: { reason: 'Proxy unreachable', since: 1 } }, 'up', 'Waiting: proxy unreachable'],
  [{ pending: 1, waiting: proxyDown, status: disabled }, 'down', null],
])('a webhook with %j and the network %s waits for: %s', (change, network, reason) =>
  expect(waitingReason(sampleWebhook(change), network)).toBe(reason),
)

const certificate = (days: number) => ({ subject: 'a', issuer: 'b', validTo: now + days * day })
test.each<[Partial<Webhook>, string]>([
  [{}, ''],
  [{ certificate: certificate(20) }, ''],
  [{ certificate: certificate(5.5) }, 'certificate ends in 5 days'],
  [{ certificate: certificate(-1) }, 'certificate expired'],
  [
    { certificate: certificate(60), clientCertificate: { ...certificate(2.5), updatedAt: now } },
    'certificate ends in 2 days',
  ],
])('a row of the list with %j says: %s', (change, mark) =>
  expect(certificateMark(sampleWebhook(change), now)).toBe(mark),
)

/** Jira with a change, opened. */
function openJira(change: Partial<Webhook>, network: NetworkState = 'up') {
  const snapshot = sampleSnapshot()
  const webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, ...change } : one))
  return openWebhooks({ webhookId: webhookIds.jira }, { ...snapshot, webhooks, network })
}
const detail = () => within(screen.getByRole('region', { name: 'Jira automation' }))

test('the detail says what is waited for, since when, and that nothing is lost', async () => {
  await openJira({ waiting: proxyDown, pending: 3 })
  const line = detail().getByText('Waiting for the proxy proxy.corp:8080').closest('p')
  expect(line?.textContent).toContain('since 1 min ago. 3 deliveries wait; nothing is lost. No attempt is counted')
  expect(screen.getByRole('row', { name: /Jira automation/ }).textContent).toContain(
    'Warning · waiting for the proxy proxy.corp:8080 · 401',
  )
})

test('the detail says when the certificates of the receiver and of the client end, and what to do', async () => {
  await openJira({ certificate: certificate(20.5), clientCertificate: { ...certificate(-1), updatedAt: now } })
  detail().getByText(/^The receiver's certificate expires in 20 days/)
  detail().getByText(/^The client certificate expired on/)
  detail().getByText(/put it under TLS in Edit/)
})

test('the facts name the class of the address, the proxy, the pins and whose the certificates are', async () => {
  await openJira({
    addressClass: 'private',
    certificate: { subject: 'jira.corp', issuer: 'Corp CA', validTo: now + 300 * day },
    clientCertificate: { subject: 'CN=soc', validTo: now + 300 * day, updatedAt: now },
    proxy: { kind: 'manual', url: 'http://proxy.corp:8080', user: 'soc', passwordSet: true },
    caCertificate: 'pem',
    pins: ['sha256/x'],
  })
  const facts = within(detail().getByRole('region', { name: 'Connection' }))
  for (const words of [
    'Private network',
    'http://proxy.corp:8080, its own',
    'jira.corp',
    'Corp CA',
    'Its own and the well-known ones',
    'sha256/x',
    'CN=soc',
  ])
    facts.getByText(words)
})
