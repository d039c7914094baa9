import { expect, test } from 'vitest'
import { openRateLimits } from '../../../main/engine/rate.ts'

test('a webhook never asked for may send at once', () => expect(openRateLimits().freeAt('a')).toBe(0))

test.for([
  [1, 60_000],
  [60, 1000],
  [7, 8572],
  [6000, 10],
])('at %i a minute the next may go after %i ms, never earlier', ([perMinute, gap]) => {
  const rates = openRateLimits()
  rates.take('a', perMinute!, 1_000_000)
  expect(rates.freeAt('a')).toBe(1_000_000 + gap!)
})

test('time that passed unused is not saved up for a burst', () => {
  const rates = openRateLimits()
  rates.take('a', 60, 0)
  rates.take('a', 60, 3_600_000)
  expect(rates.freeAt('a')).toBe(3_601_000)
})

test('one webhook’s limit is not another’s', () => {
  const rates = openRateLimits()
  rates.take('a', 1, 1000)
  expect(rates.freeAt('b')).toBe(0)
})
