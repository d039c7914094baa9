import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { test } from 'vitest'
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
  await renderApp(<AttemptDetail attempt={attempt} event={event} />)
  await userEvent.click(await screen.findByRole('tab', { name: 'Response' }))
  await screen.findByText(words)
  await userEvent.click(screen.getByRole('tab', { name: 'Connection' }))
  screen.getByText(words.replace('response came', 'connection was made'))
})

test('before the first attempt nothing is said of an answer', async () => {
  await renderApp(<AttemptDetail attempt={undefined} event={event} />)
  await userEvent.click(screen.getByRole('tab', { name: 'Response' }))
  screen.getByText('Nothing has been sent yet.')
})
