import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Attempt } from '../../../../preload/contract/delivery.ts'
import { AttemptDetail } from '../../../../renderer/screens/deliveries/AttemptDetail.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { sampleDetail } from '../../support/sample-attempts.ts'
import { sampleDelivery } from '../../support/sample-deliveries.ts'
import { sampleEvent, sampleEvents } from '../../support/sample-events.ts'

const event = sampleEvent(sampleEvents(Date.now(), 1)[0]!)

test.each<[Partial<Attempt>, string]>([
  [{ code: null, endedAt: null }, 'The request is under way.'],
  [{ code: 'unknown' }, 'Not known: the app stopped while the request was under way.'],
  [{ code: 'dns_not_found' }, 'No response came.'],
])('an attempt %o with nothing to show says: %s', async (change, words) => {
  const [made] = sampleDetail(sampleDelivery('retrying'), event).attempts
  const attempt = { ...made!, explanation: null, trace: null, answer: null, ...change }
  await renderApp(<AttemptDetail deliveryId="dlv_1" attempt={attempt} event={event} />)
  await userEvent.click(await screen.findByRole('tab', { name: 'Response' }))
  await screen.findByText(words)
  await userEvent.click(screen.getByRole('tab', { name: 'Connection' }))
  screen.getByText(words.replace('response came', 'connection was made'))
})

test('before the first attempt nothing is said of an answer', async () => {
  await renderApp(<AttemptDetail deliveryId="dlv_1" attempt={undefined} event={event} />)
  await userEvent.click(screen.getByRole('tab', { name: 'Response' }))
  screen.getByText('Nothing has been sent yet.')
})

test('the connection tells the way, the class of the address, who vouched, and the client certificate', async () => {
  const [made] = sampleDetail(sampleDelivery('retrying'), event).attempts
  const { trace } = made!
  const attempt: Attempt = {
    ...made!,
    trace: {
      ...trace!,
      proxy: 'http://proxy.corp:8080',
      addressClass: 'private',
      phases: { ...trace!.phases, proxy: 33 },
      tls: { ...trace!.tls!, trust: 'system', client: 'CN=soc' },
    },
  }
  await renderApp(<AttemptDetail deliveryId="dlv_1" attempt={attempt} event={event} />)
  await userEvent.click(screen.getByRole('tab', { name: 'Connection' }))
  for (const words of ['http://proxy.corp:8080', 'Private network', 'the system store', 'CN=soc', '33 ms'])
    screen.getByText(words)
})

const day = 86_400_000
test.each<[string, Partial<Attempt>, boolean]>([
  ['old', { endedAt: Date.now() - 15 * day, sent: null, answer: null }, true],
  ['recent, but was answered', { sent: null, answer: null }, true],
  ['recent and never was sent', { sent: null, answer: null, trace: null }, false],
  ['old and was refused a connection', { endedAt: Date.now() - 15 * day, sent: null, answer: null, trace: null }, true],
])('an attempt that is %s says of its request that it was cleared away: %j → %s', async (_, change, cleared) => {
  const [made] = sampleDetail(sampleDelivery('retrying'), event).attempts
  await renderApp(<AttemptDetail deliveryId="dlv_1" attempt={{ ...made!, ...change }} event={event} />)
  expect(screen.queryByText(/^It has been cleared away: .* kept 14 days, and at most 500 MB/) !== null).toBe(cleared)
})
