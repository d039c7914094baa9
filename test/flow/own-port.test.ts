import { expect, test } from 'vitest'
import { anAccount, makeAccounts } from '../support/mail-accounts.ts'
import { turnOn } from '../support/http-source.ts'
import { openWorkstation } from '../support/workstation.ts'

test('a webhook that leads to our own HTTP source is blocked: its events would make events for ever', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  await station.add({
    url: `${source.url}/v1/events`,
    agreeTo: 'loopback',
    caCertificate: source.ca ?? null,
    headers: [{ name: 'Authorization', value: `Bearer ${source.token}` }],
  })
  const [id = ''] = await station.fire()
  const { delivery } = await station.detail(id)
  expect(delivery).toMatchObject({ state: 'failed', lastCode: 'blocked_address' })
  expect(station.sources().http.view().counters).toEqual({ accepted: 0, known: 0, refused: 0 })
})

test('mail does not go to our own HTTP source either, directly or as its proxy, and nothing of it arrives there', async () => {
  const account = anAccount({ port: 465, ca: '' }, { caCertificate: null, host: '127.0.0.1' })
  await using station = await openWorkstation({ mailAccounts: makeAccounts(account) })
  const source = await turnOn(station.sources())
  const { port } = source
  const tryMail = (email: object) => station.call('email.test', { email })
  for (const host of ['127.0.0.1', 'localhost', '::ffff:127.0.0.1'])
    expect(await tryMail({ host, port, caCertificate: source.ca })).toMatchObject({
      code: 'address_blocked',
      explanation: { why: expect.stringContaining('ports this app listens on') },
    })
  expect(await tryMail({ proxyMode: 'manual', proxyUrl: `http://127.0.0.1:${port}` })).toMatchObject({ ok: false })
  expect(station.sources().http.view().counters).toEqual({ accepted: 0, known: 0, refused: 0 })
})
