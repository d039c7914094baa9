import { expect, test } from 'vitest'
import { parseRetryAfter } from '../../../main/engine/retry-after.ts'

const now = Date.UTC(2026, 10, 23, 10, 0, 0)

test.for<[string | undefined, number | null]>([
  ['0', 0],
  ['120', 120_000],
  [' 120 ', 120_000],
  ['007', 7000],
  ['9999999999', 9_999_999_999_000],
  ['Mon, 23 Nov 2026 10:01:30 GMT', 90_000],
  ['Mon, 23 Nov 2026 10:00:00 GMT', 0],
  ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  [undefined, null],
  ['', null],
  ['   ', null],
  ['soon', null],
  ['-5', null],
  ['+5', null],
  ['12.5', null],
  ['1e3', null],
  ['0x10', null],
  ['300s', null],
  ['120, 240', null],
  ['Infinity', null],
  ['NaN', null],
  ['2026-11-23T10:01:30Z', null],
  ['Mon, 23 Abc 2026 10:01:30 GMT', null],
  ['Mon, 23 Nov 2026 25:61:61 GMT', null],
  ['Mon, 23 Nov 2026 10:01:30 +0200', null],
  ['Mon, 23 Nov 2026 10:01:30 GMT; drop', null],
  ['1'.repeat(400), null],
])('Retry-After %j means %j ms', ([text, ms]) => expect(parseRetryAfter(text, now)).toBe(ms))
