import { expect, test } from 'vitest'
import {
  answerWords,
  attemptsWords,
  commandFilter,
  heldWords,
  matchesFilter,
  redeliverBlocked,
  stopWord,
} from '../../../../renderer/screens/deliveries/selectors.ts'
import { sampleDelivery } from '../../support/sample-deliveries.ts'
import { sampleWebhook } from '../../support/sample-webhooks.ts'

test('the filter leaves out what is not narrowed, and names the states of a group', () => {
  expect(commandFilter({ webhookId: null, eventId: null, group: 'all' })).toEqual({})
  expect(commandFilter({ webhookId: 'a', eventId: 'b', group: 'failed' })).toEqual({
    webhookId: 'a',
    eventId: 'b',
    states: ['failed', 'cancelled'],
  })
})

test('rows that are here are filtered as main would', () => {
  const row = sampleDelivery('failed')
  expect(matchesFilter({})(row)).toBe(true)
  expect(matchesFilter({ states: ['delivered'] })(row)).toBe(false)
  expect(matchesFilter({ webhookId: row.webhookId, states: ['failed'] })(row)).toBe(true)
  expect(matchesFilter({ webhookId: 'another' })(row)).toBe(false)
  expect(matchesFilter({ eventId: 'another' })(row)).toBe(false)
})

test('the answer counts only what is there', () => {
  expect(answerWords({ pending: 0, held: 0, failed: 0 })).toBe('Nothing waiting, nothing failed')
  expect(answerWords({ pending: 2, held: 0, failed: 1 })).toBe('1 failed · 2 waiting')
})

test('no attempt is no count', () => {
  expect(attemptsWords(sampleDelivery('held'))).toBe('')
  expect(attemptsWords(sampleDelivery('retrying'))).toBe('3 of 5')
})

test('redelivering says why it can not be done', () => {
  const active = sampleWebhook()
  const disabled = sampleWebhook({
    name: 'Jira',
    status: { kind: 'disabled', since: 0, reason: '', by: 'user' },
  })
  expect(redeliverBlocked(sampleDelivery('failed'), active)).toBeNull()
  expect(redeliverBlocked(sampleDelivery('sending'), active)).toBe('A request is under way.')
  expect(redeliverBlocked(sampleDelivery('failed'), disabled)).toContain('Jira is disabled')
  expect(redeliverBlocked(sampleDelivery('failed'), undefined)).toContain('deleted')
})

test('a held delivery says what it waits for: its webhook, to be sent, or nothing any more', () => {
  const disabled = sampleWebhook({ name: 'Jira', status: { kind: 'disabled', since: 0, reason: '', by: 'user' } })
  expect(heldWords(disabled)).toBe('kept until Jira is enabled')
  expect(heldWords(sampleWebhook())).toBe('held while it was disabled; send held events in the webhook')
  expect(heldWords(undefined)).toBe('the webhook was deleted')
})

test('only what waits can be stopped', () => {
  expect(stopWord(sampleDelivery('retrying'))).toBe('Stop')
  expect(stopWord(sampleDelivery('held'))).toBe('Dismiss')
  expect(stopWord(sampleDelivery('sending'))).toBeNull()
  expect(stopWord(sampleDelivery('delivered'))).toBeNull()
})
