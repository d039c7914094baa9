import { expect, test } from 'vitest'
import { openReceiver } from '../../support/receiver.ts'
import { openWorkstation } from '../../support/workstation.ts'

const headers = [{ name: 'Authorization', value: 'Bearer only-for-the-first' }]
const kept = [{ name: 'Authorization', value: null }]

test.for(['webhooks.test', 'webhooks.update'] as const)(
  '%s does not send a stored header value to another host: it asks for it at its field',
  async (command) => {
    await using first = await openReceiver()
    await using other = await openReceiver()
    await using station = await openWorkstation()
    const id = await station.add({ url: first.url, caCertificate: first.ca, headers })
    const draft = { name: 'SOAR', url: other.url, caCertificate: other.ca, events: ['agent.online' as const] }
    expect(await station.ask(command, { id, draft: { ...draft, headers: kept } })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', fields: { 'draft.headers.0.value': expect.stringContaining('leads elsewhere') } },
    })
    expect(other.tcpConnections).toBe(0)
  },
)

test('another path on the same host keeps the stored values', async () => {
  await using first = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: first.url, caCertificate: first.ca, headers })
  const url = new URL('/elsewhere', first.url).href
  const draft = { name: 'SOAR', url, caCertificate: first.ca, events: ['agent.online' as const], headers: kept }
  expect(await station.call('webhooks.test', { id, draft })).toMatchObject({ ok: true })
  expect(first.requests[0]!.headers.authorization).toBe('Bearer only-for-the-first')
})

test('secrets that can’t be read any more are asked for at their fields, and none is replaced in silence', async () => {
  await using first = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: first.url, caCertificate: first.ca, headers })
  station.ledger().write(() => {
    const row = station.ledger().webhooks.get(id)!
    station.ledger().webhooks.update(
      {
        id,
        definition: row.definition,
        urlShown: row.url_shown,
        urlWhole: row.url_whole,
        sealed: new Uint8Array(40),
        signingUpdatedAt: row.signing_updated_at,
        signingPreviousUntil: null,
      },
      0,
    )
  })
  const draft = { name: 'Renamed', url: first.url, caCertificate: first.ca, events: ['agent.online' as const] }
  expect(await station.ask('webhooks.update', { id, draft: { ...draft, url: null, headers: kept } })).toMatchObject({
    ok: false,
    refusal: {
      code: 'unavailable',
      fields: {
        'draft.url': expect.any(String),
        'draft.headers.0.value': expect.any(String),
        'draft.signingSecret': expect.any(String),
      },
    },
  })
  const signingSecret = `whsec_${btoa('a secret of thirty-two bytes !!!')}`
  expect(await station.call('webhooks.update', { id, draft: { ...draft, headers, signingSecret } })).toMatchObject({
    name: 'Renamed',
  })
})
