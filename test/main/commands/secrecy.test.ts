import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeCa } from '../../support/certificates.ts'
import { makePfx } from '../../support/pkcs12.ts'
import { aDraft, openWorkstation, webhookId } from './ask.ts'

const signingSecret = `whsec_${Buffer.from('signing-secret-of-32-bytes-long!').toString('base64')}`
const own = await (await makeCa()).issue({ client: true })
/** A line out of its middle. */
const keyBytes = own.keyPem.split('\n')[1] ?? ''
const secrets = {
  'key in the path': 'B0a1b2c3d4e5f6a7b8c9d0e1f2',
  'key in the query': 'query/key+with&odd=chars',
  'header value': 'Splunk 0f1e2d3c/4b5a+6978',
  'header token': '0f1e2d3c/4b5a+6978',
  'second header': 'plain-value-of-header-2',
  'signing secret': signingSecret,
  'signing secret without its prefix': signingSecret.slice('whsec_'.length),
  'signing key': 'signing-secret-of-32-bytes-long!',
  'passphrase of the client certificate': 'passphrase-of-7',
  'key of the client certificate': keyBytes,
  'password of the proxy': 'password/of+the proxy',
  'new signing secret': `whsec_${Buffer.from('another-secret-of-32-bytes-long!').toString('base64')}`,
}
const forms = (text: string) => {
  const bytes = Buffer.from(text)
  const [hex, base64] = [bytes.toString('hex'), bytes.toString('base64')]
  const json = JSON.stringify(text).slice(1, -1)
  return [
    text,
    encodeURIComponent(text),
    json,
    hex,
    hex.toUpperCase(),
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]
}

test('no secret is in any reply, any change, any file or any log line', async () => {
  await using station = await openWorkstation()
  const seen: [where: string, text: string][] = []
  const note = async (where: string, promise: Promise<unknown>) =>
    void seen.push([where, JSON.stringify(await promise)])
  const query = encodeURIComponent(secrets['key in the query'])
  const draft = aDraft({
    // Nothing listens there: the failure's words and traces are looked at too.
    url: `https://127.0.0.1:9/services/${secrets['key in the path']}?token=${query}`,
    headers: [
      { name: 'Authorization', value: secrets['header value'] },
      { name: 'X-Second', value: secrets['second header'] },
    ],
    signingSecret,
    clientCertificate: {
      kind: 'pfx',
      file: makePfx(own, secrets['passphrase of the client certificate']).toString('base64'),
      passphrase: secrets['passphrase of the client certificate'],
    },
  }) as never

  const one = { id: webhookId }
  await note('test before the first save', station.ask('webhooks.test', { ...one, draft }))
  await note('create', station.ask('webhooks.create', { ...one, draft }))
  await note('create again', station.ask('webhooks.create', { ...one, draft }))
  await note('test', station.ask('webhooks.test', { ...one, draft: null }))
  await note('copy', station.ask('webhooks.secret.copy', one))
  await note('fire', station.ask('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'T' } }))
  await station.idle()
  const [delivery] = await station.call('deliveries.page', {})
  await note('curl', station.ask('curl.copyWithSecrets', { id: delivery?.id ?? '', number: 1 }))
  const next = aDraft({ url: null, headers: [], signingSecret: secrets['new signing secret'] }) as never
  await note('update', station.ask('webhooks.update', { ...one, draft: next }))
  const clientCertificate = { kind: 'pem', certificate: own.certPem, key: own.keyPem, passphrase: null }
  const password = secrets['password of the proxy']
  const proxy = { kind: 'manual', url: 'http://127.0.0.1:9', user: 'analyst', password }
  const through = aDraft({ clientCertificate, proxy }) as never
  await note('update to PEM and a proxy', station.ask('webhooks.update', { ...one, draft: through }))
  await note('test through the proxy', station.ask('webhooks.test', { ...one, draft: null }))
  await note('rotate', station.ask('webhooks.secret.rotate', one))
  const twice = [1, 2].map(() => ({ name: 'X-A', value: secrets['header value'] }))
  const wrong = aDraft({ url: `http://x/${secrets['key in the path']}?${query}`, headers: twice }) as never
  await note('a refused update', station.ask('webhooks.update', { ...one, draft: wrong }))
  for (const name of ['disable', 'enable', 'remove', 'restore'] as const) {
    await note(name, station.ask(`webhooks.${name}`, one))
  }
  await note('delivery', station.ask('deliveries.get', { id: delivery?.id ?? '' }))
  await note('deliveries', station.ask('deliveries.page', {}))
  await note('snapshot', station.ask('app.snapshot', {}))
  seen.push(['changes', JSON.stringify(station.changes())], ['log', station.errors.join('\n')])
  for (const file of readdirSync(station.folder)) seen.push([file, readFileSync(join(station.folder, file), 'latin1')])

  expect(seen.map(([where]) => where)).toEqual(expect.arrayContaining(['ledger.sqlite', 'ledger.sqlite-wal']))
  expect(JSON.parse(seen.find(([where]) => where === 'delivery')?.[1] ?? '')).toMatchObject({
    value: { attempts: [{ code: 'connect_refused', sent: { url: 'https://127.0.0.1:9/services/••••?token=••••' } }] },
  })
  for (const step of ['create', 'update', 'update to PEM and a proxy', 'test through the proxy']) {
    expect(JSON.parse(seen.find(([where]) => where === step)?.[1] ?? '')).toMatchObject({ ok: true })
  }
  const leaks = seen.flatMap(([where, text]) =>
    Object.entries(secrets).flatMap(([what, secret]) =>
      forms(secret).some((form) => text.includes(form)) ? [`${what} in ${where}`] : [],
    ),
  )
  expect(leaks).toEqual([])
  expect(station.copied).toEqual([signingSecret, expect.stringContaining(secrets['key in the path'])])
})
