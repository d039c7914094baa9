import { expect, test } from 'vitest'
import { aDraft, openWorkstation, webhookId } from './ask.ts'

const certificate = { subject: 'CN=soar', issuer: 'CN=CA', validTo: 1_900_000_000_000 }

async function openWaiting() {
  const station = await openWorkstation()
  await station.call('webhooks.create', { id: webhookId, draft: aDraft() as never })
  // Something is to be sent, and can't be.
  station.network.set('down')
  await station.call('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'T' } })
  station.ledger().write(() => {
    station.ledger().webhooks.waits(webhookId, 'proxy_unreachable', station.clock.now())
    station.ledger().webhooks.showed(webhookId, certificate)
  })
  const save = (given: object) =>
    station.call('webhooks.update', { id: webhookId, draft: aDraft({ url: null, ...given }) as never })
  return { station, save, [Symbol.asyncDispose]: () => station.close() }
}

test('a save ends the waiting: what stood in the way may be what was changed', async () => {
  await using opened = await openWaiting()
  expect(await opened.station.webhook(webhookId)).toMatchObject({ waiting: { since: expect.any(Number) }, certificate })
  expect(await opened.save({ name: 'B' })).toMatchObject({ waiting: null, certificate })
  expect(await opened.save({ url: 'https://127.0.0.1:9/elsewhere' })).toMatchObject({ certificate })
})

test('what one receiver showed of its certificate is not said of another', async () => {
  await using opened = await openWaiting()
  expect(await opened.save({ url: 'https://127.0.0.1:10/hook' })).toMatchObject({ waiting: null, certificate: null })
})
