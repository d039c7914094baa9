import { expect, test } from 'vitest'
import { bodySummary } from '../../../../../renderer/screens/webhooks/form/template/body-summary.ts'
import { lineNamedIn, refusedWords } from '../../../../../renderer/screens/webhooks/form/template/places.ts'

test('the summary says who decides what is sent', () => {
  expect(bodySummary(null, 'slack', 'Slack')).toBe('As Slack takes it')
  expect(bodySummary(null, 'custom', 'Custom endpoint or script')).toBe('The whole event, as JSON')
  expect(bodySummary('{}', 'slack', 'Slack')).toBe('Its own template')
})

test('a refusal about a line leads there; any other is told as it is', () => {
  expect(lineNamedIn('Line 12: There is no filter.')).toBe(12)
  expect(refusedWords('Line 12: There is no filter.')).toBe('The template has an error in line 12. Correct it first.')
  expect(lineNamedIn('A template has at most 64 KiB.')).toBe(null)
  expect(refusedWords('A template has at most 64 KiB.')).toBe('A template has at most 64 KiB.')
})
