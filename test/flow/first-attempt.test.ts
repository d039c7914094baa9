import { expect, test } from 'vitest'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

test('an event that fires reaches the webhook that wants it, at once, as one POST', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })

  const [id] = await station.fire({ title: 'Beacon seen' })

  expect(receiver.requests).toHaveLength(1)
  const [request] = receiver.requests
  expect(request!.method).toBe('POST')
  expect(request!.headers['content-type']).toBe('application/json')
  expect(request!.headers['webhook-id']).toBe(id)
  const body = JSON.parse(request!.body)
  expect(body).toMatchObject({ type: 'security.critical', data: { title: 'Beacon seen', severity: 'critical' } })
  expect(body.timestamp).toBe('2026-11-23T10:00:00.000Z')
  const { delivery, attempts } = await station.detail(id!)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 200 })
  expect(attempts).toHaveLength(1)
  expect(attempts[0]).toMatchObject({ number: 1, manual: false, code: 'accepted' })
})

test('the body shown is the body sent, byte for byte', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })

  const [id] = await station.fire({ title: 'Zeichen: ü € 𝄞 "quotes" \u0001' })

  const { attempts } = await station.detail(id!)
  expect(attempts[0]!.sent!.body).toBe(receiver.requests[0]!.body)
})

test('fields of the event that we do not know are sent on', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })

  await station.fire({ tenant: { deep: [1, 'two', null] } })

  expect(JSON.parse(receiver.requests[0]!.body).data.tenant).toEqual({ deep: [1, 'two', null] })
})

test('a webhook that does not want this type of event gets nothing', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca, events: ['agent.offline'] })

  expect(await station.fire()).toEqual([])
  expect(receiver.requests).toHaveLength(0)
})

test('an event with an id that was accepted before makes no second delivery, and says so', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const event = { id: 'evt_1', type: 'security.critical', data: { severity: 'critical', title: 'Once' } } as const

  await station.call('events.fire', event)
  const again = await station.ask('events.fire', event)
  await station.idle()

  expect(again).toMatchObject({ ok: false, refusal: { code: 'conflict' } })
  expect(receiver.requests).toHaveLength(1)
})

test('custom headers are sent with their values and shown without them', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const value = 'Bearer s3cret-token-value'
  const headers = [{ name: 'Authorization', value }]
  await station.add({ url: receiver.url, caCertificate: receiver.ca, headers })

  const [id] = await station.fire()

  expect(receiver.requests[0]!.headers.authorization).toBe(value)
  const detail = await station.detail(id!)
  expect(detail.attempts[0]!.sent!.headers).toContainEqual(['Authorization', '••••'])
  expect(JSON.stringify(detail)).not.toContain('s3cret')
})

test('a secret the receiver echoes is stored and shown as dots', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  receiver.always({ status: 200, body: `you sent s3cret-token-value and ${btoa('s3cret-token-value')}` })
  const headers = [{ name: 'X-Key', value: 's3cret-token-value' }]
  await station.add({ url: receiver.url, caCertificate: receiver.ca, headers })

  const [id] = await station.fire()

  expect((await station.detail(id!)).attempts[0]!.answer!.body).toBe('you sent •••• and ••••')
})

test('the window is told of the event, its delivery and the webhook in one message', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const webhook = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  station.changes()

  const [id] = await station.fire()

  const changes = station.changes()
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'delivery', delivery: expect.objectContaining({ id, state: 'delivered' }) }),
  )
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'event', event: expect.objectContaining({ deliveries: 1, delivered: 1 }) }),
  )
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'webhook', webhook: expect.objectContaining({ id: webhook }) }),
  )
})

test('the attempt says how it connected: address, TLS version, who issued the certificate, time per phase', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [first] = await station.fire()
  const [second] = await station.fire()

  const opened = (await station.detail(first!)).attempts[0]!.trace!
  expect(opened).toMatchObject({ reused: false, address: '127.0.0.1', failedPhase: null })
  expect(opened.tls).toMatchObject({ version: 'TLSv1.3', issuer: expect.stringMatching(/\S/) })
  expect(opened.tls!.validTo).toBeGreaterThan(Date.now())
  // A literal address needs no DNS.
  expect(Object.keys(opened.phases)).toEqual(['connect', 'tls', 'send', 'answer'])
  const reused = (await station.detail(second!)).attempts[0]!.trace!
  expect(reused).toMatchObject({ reused: true, tls: opened.tls })
  expect(Object.keys(reused.phases)).toEqual(['send', 'answer'])
})
