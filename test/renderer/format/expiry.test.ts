import { expect, test } from 'vitest'
import { expiryOf, leftWords } from '../../../renderer/format/expiry.ts'

const hour = 3_600_000
const day = 24 * hour
const now = new Date(2026, 10, 23, 12).getTime()

test.each([
  [30 * day + 1, null],
  [30 * day, { tone: 'quiet', words: 'expires in 30 days, on 23 Dec 2026' }],
  [7 * day + 1, { tone: 'quiet', words: 'expires in 7 days, on 30 Nov 2026' }],
  [7 * day, { tone: 'warn', words: 'expires in 7 days, on 30 Nov 2026' }],
  [day + 1, { tone: 'warn', words: 'expires in 1 day, on 24 Nov 2026' }],
  [day, { tone: 'danger', words: 'expires in 1 day, on 24 Nov 2026' }],
  [5 * hour + 1, { tone: 'danger', words: 'expires in 5 h, on 23 Nov 2026' }],
  [0, { tone: 'danger', words: 'expired on 23 Nov 2026' }],
  [-day, { tone: 'danger', words: 'expired on 22 Nov 2026' }],
])('a certificate that ends in %d ms is said to: %j', (left, expected) =>
  expect(expiryOf(now + left, now)).toEqual(expected),
)

test.each([
  [2 * day - 1, '1 day'],
  [day - 1, '23 h'],
  [hour - 1, '59 min'],
  [10, '1 min'],
])('%d ms left are %s', (left, words) => expect(leftWords(left)).toBe(words))
