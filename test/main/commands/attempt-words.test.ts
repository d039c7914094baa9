import { expect, test } from 'vitest'
import { viewAttempt } from '../../../main/commands/views.ts'
import type { AttemptRow } from '../../../main/ledger/attempts.ts'
import type { DeliveryState } from '../../../preload/contract/delivery.ts'

const failed = (given: Partial<AttemptRow> = {}): AttemptRow => ({
  delivery_seq: 1,
  number: 1,
  manual: false,
  counted: true,
  started_at: 0,
  ended_at: 1,
  code: 'server_error',
  detail: { host: 'h.example', status: 500, location: null, retryAfterMs: null },
  sent: null,
  trace: null,
  answer: null,
  ...given,
})
const promises = (state: DeliveryState, attempts: AttemptRow[]) =>
  attempts.map(viewAttempt({ state })).map(({ explanation }) => explanation?.next.includes('by itself') ?? false)

test('the newest attempt is tried again while its delivery waits for a retry', () => {
  expect(promises('retrying', [failed()])).toEqual([true])
})

test.for(['queued', 'sending', 'delivered', 'failed', 'held', 'cancelled'] as const)(
  'the newest attempt is not tried again by itself where its delivery is %s',
  (state) => expect(promises(state, [failed()])).toEqual([false]),
)

test('an earlier attempt was tried again where an automatic one followed', () => {
  expect(promises('failed', [failed(), failed({ number: 2 })])).toEqual([true, false])
})

test('a redelivery does not count as tried again by itself, and is not', () => {
  expect(promises('failed', [failed(), failed({ number: 2, manual: true })])).toEqual([false, false])
  expect(promises('retrying', [failed({ manual: true })])).toEqual([false])
})

test('what was broken off is not tried again by itself, even where it went on later', () => {
  expect(promises('failed', [failed({ code: 'stopped' }), failed({ number: 2 })])).toEqual([false, false])
})
