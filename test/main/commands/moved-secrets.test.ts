import { expect, test } from 'vitest'
import { makeCa } from '../../support/certificates.ts'
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

const certificate = async () => {
  const { certPem, keyPem } = await (await makeCa()).issue({ client: true })
  return { kind: 'pem', certificate: certPem, key: keyPem, passphrase: null } as const
}
const proxy = { kind: 'manual', url: 'http://127.0.0.1:9', user: 'analyst', password: 'for-that-proxy' } as const
const draftOf = (given: object) => ({ name: 'SOAR', url: null, events: ['agent.online' as const], ...given })

test.for(['webhooks.test', 'webhooks.update'] as const)(
  '%s does not show a stored client certificate to another host: it asks for it at its field',
  async (command) => {
    await using first = await openReceiver()
    await using other = await openReceiver()
    await using station = await openWorkstation()
    const id = await station.add({ url: first.url, caCertificate: first.ca, clientCertificate: await certificate() })
    const clientCertificate = { kind: 'keep' } as const
    expect(await station.ask(command, { id, draft: draftOf({ url: other.url, clientCertificate }) })).toMatchObject({
      refusal: { code: 'invalid', fields: { 'draft.clientCertificate': expect.stringContaining('leads elsewhere') } },
    })
    expect(other.tcpConnections).toBe(0)
    const url = new URL('/elsewhere', first.url).href
    expect(await station.ask(command, { id, draft: draftOf({ url, clientCertificate }) })).toMatchObject({ ok: true })
  },
)

test.for(['webhooks.test', 'webhooks.update'] as const)(
  '%s does not send a stored proxy password to another proxy: it asks for it at its field',
  async (command) => {
    await using station = await openWorkstation()
    const id = await station.add({ url: 'https://127.0.0.1:9/hook', proxy })
    const keeping = (url: string) => draftOf({ proxy: { ...proxy, url, user: 'other', password: null } })
    for (const url of ['http://127.0.0.1:10', 'https://127.0.0.1:9', 'socks5://127.0.0.1:9']) {
      expect(await station.ask(command, { id, draft: keeping(url) })).toMatchObject({
        refusal: { code: 'invalid', fields: { 'draft.proxy.password': expect.stringContaining('another proxy') } },
      })
    }
    expect(await station.ask(command, { id, draft: keeping(proxy.url) })).toMatchObject({ ok: true })
  },
)

test('the page sees whether a webhook’s proxy has a password, and an empty one takes it away', async () => {
  await using station = await openWorkstation()
  const id = await station.add({ url: 'https://127.0.0.1:9/hook', proxy })
  const shown = { kind: 'manual', url: proxy.url, user: 'analyst', passwordSet: true }
  expect(await station.webhook(id)).toMatchObject({ proxy: shown })
  const save = (password: string | null) =>
    station.call('webhooks.update', { id, draft: draftOf({ proxy: { ...proxy, password } }) })
  expect(await save(null)).toMatchObject({ proxy: shown })
  expect(await save('')).toMatchObject({ proxy: { ...shown, passwordSet: false } })
  expect(await save(null)).toMatchObject({ proxy: { ...shown, passwordSet: false } })
  expect(await save('new')).toMatchObject({ proxy: shown })
  const without = await station.call('webhooks.update', { id, draft: draftOf({}) })
  expect(without.proxy).toEqual({ kind: 'settings' })
})

test('secrets that can’t be read any more are asked for at their fields, and none is replaced in silence', async () => {
  await using first = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add({ url: first.url, caCertificate: first.ca, headers, proxy })
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
  const keeping = {
    url: null,
    headers: kept,
    clientCertificate: { kind: 'keep' as const },
    proxy: { ...proxy, password: null },
  }
  expect(await station.ask('webhooks.update', { id, draft: { ...draft, ...keeping } })).toMatchObject({
    ok: false,
    refusal: {
      code: 'unavailable',
      fields: {
        'draft.url': expect.any(String),
        'draft.headers.0.value': expect.any(String),
        'draft.signingSecret': expect.any(String),
        'draft.clientCertificate': expect.any(String),
        'draft.proxy.password': expect.any(String),
      },
    },
  })
  const signingSecret = `whsec_${btoa('a secret of thirty-two bytes !!!')}`
  expect(await station.call('webhooks.update', { id, draft: { ...draft, headers, signingSecret } })).toMatchObject({
    name: 'Renamed',
  })
})
