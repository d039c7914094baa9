import { expect, test } from 'vitest'
import { answerWords } from '../../../../renderer/screens/events/selectors.ts'
import { sampleEvents } from '../../support/sample-events.ts'

test('the answer speaks only of the newest events, which are all it knows', () => {
  const events = sampleEvents().map((event) => ({ ...event, deliveries: 2, delivered: 2 }))
  expect(answerWords(events)).toBe('The newest events are all delivered')
  expect(answerWords([])).toBe('')
})
