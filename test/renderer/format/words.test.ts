import { expect, test } from 'vitest'
import type { Status } from '../../../preload/contract/webhook.ts'
import { formatBytes, formatPart, utf8Length } from '../../../renderer/format/bytes.ts'
import { formatDuration } from '../../../renderer/format/duration.ts'
import { statusLine, statusReason } from '../../../renderer/format/status-line.ts'
import { countdownWords, exactWords, relativeWords } from '../../../renderer/format/time.ts'

const now = Date.UTC(2026, 10, 23, 10, 42, 17)

test.each([
  [0, '0 ms'],
  [165.4, '165 ms'],
  [999, '999 ms'],
  [1000, '1 s'],
  [1234, '1.2 s'],
  [9999, '10 s'],
  [42_000, '42 s'],
  [100_000, '1 min 40 s'],
  [120_000, '2 min'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [93_661_000, '1 d 2 h'],
])('%d ms is %s', (ms, words) => expect(formatDuration(ms)).toBe(words))

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1126, '1.1 KB'],
  [16_384, '16 KB'],
  [2_500_000, '2.4 MB'],
])('%d bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words))

test.each([
  [1229, 28 * 1024, '1.2 of 28 KB'],
  [812, 28 * 1024, '812 B of 28 KB'],
  [1229, 1024 * 1024, '1.2 KB of 1 MB'],
])('%d of at most %d bytes are %s', (bytes, most, words) => expect(formatPart(bytes, most)).toBe(words))

test('the length of a text is counted in bytes', () => expect(utf8Length('é€')).toBe(5))

test.each([
  [500, 'now'],
  [12_000, '12 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [7_200_000, '2 h ago'],
  [3 * 86_400_000, '3 d ago'],
  [20 * 86_400_000, '3 Nov 2026'],
  [-5000, 'now'],
])('%d ms before is %s', (passed, words) => expect(relativeWords(now - passed, now)).toBe(words))

test('a countdown is rounded up, so that it never promises too early, and is now once due', () => {
  expect(countdownWords(now + 99_100, now)).toBe('in 1 min 40 s')
  expect(countdownWords(now + 1, now)).toBe('in 1 s')
  expect(countdownWords(now, now)).toBe('now')
  expect(countdownWords(now - 1, now)).toBe('now')
})

test('the exact time is local and UTC', () => {
  expect(exactWords(now)).toContain('2026-11-23 10:42:17 UTC')
  expect(exactWords(now).split('\n')).toHaveLength(2)
})

test('a warning says the reason, the attempt and the countdown', () => {
  const status: Status = {
    kind: 'warning',
    since: now,
    reason: '401: token refused.',
    attempt: 3,
    of: 5,
    nextAttemptAt: now + 100_000,
  }
  expect(statusLine(status, now)).toBe(
    'Warning · 401: token refused · attempt 3 of 5 · next\u00a0in\u00a01\u00a0min\u00a040\u00a0s',
  )
  expect(statusReason({ ...status, nextAttemptAt: null }, now)).toBe('401: token refused · attempt 3 of 5')
})

test('a warning with no attempt to come says nothing about attempts', () => {
  const status: Status = {
    kind: 'warning',
    since: now,
    reason: '401: token refused.',
    attempt: null,
    of: 5,
    nextAttemptAt: null,
  }
  expect(statusLine(status, now)).toBe('Warning · 401: token refused')
})

test('a status without a countdown is its word and its reason', () => {
  expect(statusLine({ kind: 'disabled', since: now, reason: 'Disabled by you', by: 'user' }, now)).toBe(
    'Disabled · Disabled by you',
  )
  expect(statusLine({ kind: 'active', since: now, reason: '' }, now)).toBe('Active')
})
