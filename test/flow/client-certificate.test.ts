import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WebhookDraftInput } from '../../preload/contract/webhook.ts'
import { makeCa } from '../support/certificates.ts'
import { makePfx } from '../support/pkcs12.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

const ca = await makeCa()
const own = await ca.issue({ client: true, commonName: 'SOC workstation 7' })
const passphrase = 'open-sesame-of-the-soc'
const keyBytes = createPrivateKey(own.keyPem).export({ type: 'pkcs8', format: 'der' })
const file = makePfx(own, passphrase)
const protectedKey = createPrivateKey(own.keyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
  .toString()

const kinds: [string, NonNullable<WebhookDraftInput['clientCertificate']>][] = [
  ['PEM', { kind: 'pem', certificate: own.certPem, key: own.keyPem, passphrase: null }],
  ['PEM under a passphrase', { kind: 'pem', certificate: own.certPem, key: protectedKey, passphrase }],
  ['.p12', { kind: 'pfx', file: file.toString('base64'), passphrase }],
]

test.for(kinds)(
  'a receiver that demands a client certificate gets the one saved as %s',
  async ([, clientCertificate]) => {
    await using receiver = await openReceiver({ ca, requestClientCert: true })
    await using station = await openWorkstation()
    const draft = { url: receiver.url, caCertificate: receiver.ca, clientCertificate }
    const id = await station.add(draft)
    const [delivery = ''] = await station.fire()
    expect(receiver.requests.map(({ client }) => client)).toEqual(['SOC workstation 7'])
    const { attempts } = await station.detail(delivery)
    expect(attempts).toMatchObject([
      { code: 'accepted', trace: { tls: { client: expect.stringContaining('SOC workstation 7') } } },
    ])
    const kept = { name: 'Renamed', url: null, events: ['security.critical' as const], caCertificate: receiver.ca }
    await station.call('webhooks.update', { id, draft: { ...kept, clientCertificate: { kind: 'keep' } } })
    await station.fire()
    expect(receiver.requests.map(({ client }) => client)).toEqual(['SOC workstation 7', 'SOC workstation 7'])
    expect(await station.call('webhooks.test', { id, draft: null })).toMatchObject({ ok: true })

    // Neither key nor passphrase is in a file, nor in what the window or the log was told.
    const secrets = [keyBytes, keyBytes.subarray(40, 72), file.subarray(40, 104), Buffer.from(passphrase)].flatMap(
      (bytes) => [
        bytes,
        ...[bytes.toString('base64').slice(4, -4), bytes.toString('hex')].map((text) => Buffer.from(text)),
      ],
    )
    const told = JSON.stringify([await station.call('app.snapshot', {}), station.messages, station.errors, attempts])
    const files = readdirSync(station.folder).map((name) => readFileSync(join(station.folder, name)))
    for (const place of [Buffer.from(told), ...files])
      for (const secret of secrets) expect(place.includes(secret)).toBe(false)
  },
)

test('without one the attempt fails, and says what the receiver wants', async () => {
  await using receiver = await openReceiver({ ca, requestClientCert: true })
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [delivery = ''] = await station.fire()
  expect(await station.detail(delivery)).toMatchObject({ attempts: [{ code: 'tls_client_required' }] })
  expect(receiver.requests).toEqual([])
})
