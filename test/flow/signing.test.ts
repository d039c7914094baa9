import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { openReceiver } from '../support/receiver.ts'
import type { Received } from '../support/received.ts'
import { openWorkstation } from '../support/workstation.ts'

const day = 24 * 60 * 60 * 1000

// The library judges timestamps by the machine's clock, so the flow runs at the real time here.
const openAtRealTime = async () => {
  const { makeFakeClock } = await import('../support/fake-clock.ts')
  return openWorkstation({ clock: makeFakeClock(Date.now()) })
}

const verify = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

test('every request verifies with the Standard Webhooks library and the secret the analyst copied', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.fire({ title: 'Signed: ü' })
  await station.call('webhooks.secret.copy', { id })

  const [secret] = station.copied
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(verify(secret!, receiver.requests[0]!)).toMatchObject({ data: { title: 'Signed: ü' } })
  expect(() => verify(`whsec_${btoa('x'.repeat(32))}`, receiver.requests[0]!)).toThrow(/signature/i)
})

test('a secret of the analyst’s own is used as it is', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const signingSecret = `whsec_${btoa('a secret of thirty-two bytes !!!')}`
  await station.add({ url: receiver.url, caCertificate: receiver.ca, signingSecret })
  await station.fire()
  expect(() => verify(signingSecret, receiver.requests[0]!)).not.toThrow()
})

test('a test before the first save is signed with the secret the save will keep', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const id = `whk_${crypto.randomUUID()}`
  const draft = { name: 'New', url: receiver.url, caCertificate: receiver.ca, events: ['agent.online' as const] }
  await station.call('webhooks.secret.copy', { id })
  await station.call('webhooks.test', { id, draft })
  await station.call('webhooks.create', { id, draft })
  await station.call('webhooks.secret.copy', { id })

  expect(station.copied[1]).toBe(station.copied[0])
  expect(() => verify(station.copied[0]!, receiver.requests[0]!)).not.toThrow()
})

test('after a rotation both secrets sign for 24 h, then only the new one', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.secret.copy', { id })
  await station.call('webhooks.secret.rotate', { id })
  await station.call('webhooks.secret.copy', { id })
  const [before, after] = station.copied

  await station.fire()
  const both = receiver.requests[0]!
  expect(both.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
  expect(() => verify(before!, both)).not.toThrow()
  expect(() => verify(after!, both)).not.toThrow()

  await station.pass(day)
  await station.fire()
  expect(receiver.requests[1]!.headers['webhook-signature']).toMatch(/^v1,\S+$/)
})

test('without signing there is an id and a timestamp, but no signature', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca, signing: false })
  await station.fire()
  const { headers } = receiver.requests[0]!
  expect(headers['webhook-id']).toMatch(/^dlv_[0-9A-Z]{26}$/)
  expect(headers['webhook-signature']).toBeUndefined()
})

test('rotated twice, each secret still signs until its 24 h are over, and the window is told until when', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const copy = async () => {
    await station.call('webhooks.secret.copy', { id })
    return station.copied.at(-1)!
  }
  const first = await copy()
  await station.call('webhooks.secret.rotate', { id })
  const second = await copy()
  station.clock.advance(60_000)
  await station.call('webhooks.secret.rotate', { id })
  await station.fire()
  for (const secret of [first, second, await copy()]) expect(() => verify(secret, receiver.requests[0]!)).not.toThrow()
  expect((await station.webhook(id)).signingSecret.previousUntil).toBe(station.clock.now() + day)

  await station.pass(day - 60_000)
  await station.fire()
  expect(receiver.requests[1]!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
  await station.pass(60_000)
  expect((await station.webhook(id)).signingSecret.previousUntil).toBeNull()
})

test('a test with a newly pasted secret is signed as the save will be: with the old one too', async () => {
  await using receiver = await openReceiver()
  await using station = await openAtRealTime()
  const id = await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await station.call('webhooks.secret.copy', { id })
  const signingSecret = `whsec_${btoa('a secret of thirty-two bytes !!!')}`
  const draft = {
    name: 'SOAR',
    url: null,
    caCertificate: receiver.ca,
    events: ['agent.online' as const],
    signingSecret,
  }
  await station.call('webhooks.test', { id, draft })
  for (const secret of [station.copied[0]!, signingSecret]) {
    expect(() => verify(secret, receiver.requests[0]!)).not.toThrow()
  }
})
