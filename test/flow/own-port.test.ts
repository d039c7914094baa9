import { expect, test } from 'vitest'
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
