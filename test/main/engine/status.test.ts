import { describe, expect, test } from 'vitest'
import { statusOf } from '../../../main/engine/status.ts'

const fresh = {
  since: 100,
  disabled_at: null,
  disabled_by: null,
  disabled_reason: null,
  last_attempt_at: null,
  last_attempt_ok: null,
  last_code: null,
  last_status: null,
}
const failing = {
  ...fresh,
  last_attempt_at: 90,
  last_attempt_ok: false,
  last_code: 'server_error' as const,
  last_status: 502,
}

describe('Active', () => {
  test('is a webhook nothing was sent to', () => {
    expect(statusOf(fresh, null)).toEqual({ kind: 'active', since: 100, reason: 'Nothing sent yet' })
  })
  test('is one whose last attempt arrived, also while another delivery still waits to be retried', () => {
    const facts = { ...fresh, last_attempt_ok: true, last_code: 'accepted' as const, last_status: 200 }
    const status = { kind: 'active', since: 100, reason: 'The last attempt arrived' }
    expect(statusOf(facts, null)).toEqual(status)
    expect(statusOf(facts, { attempts: 3, due_at: 500 })).toEqual(status)
  })
  test('is one that was enabled after it failed', () => {
    expect(statusOf({ ...failing, last_attempt_ok: null }, { attempts: 3, due_at: 500 })).toMatchObject({
      kind: 'active',
      reason: 'Nothing sent since it was enabled',
    })
  })
})

describe('Warning', () => {
  test('is one whose last attempt failed: which attempt, and when the next', () => {
    expect(statusOf(failing, { attempts: 3, due_at: 500 })).toEqual({
      kind: 'warning',
      since: 100,
      reason: 'HTTP 502, receiver failed',
      attempt: 3,
      of: 5,
      nextAttemptAt: 500,
    })
  })
  test('knows no next attempt while one is under way', () => {
    expect(statusOf(failing, { attempts: 2, due_at: null })).toMatchObject({ attempt: 2, nextAttemptAt: null })
  })
  test('names no attempt where none is to come', () => {
    expect(statusOf(failing, null)).toMatchObject({ kind: 'warning', attempt: null, nextAttemptAt: null })
  })
})

describe('Disabled', () => {
  const disabled = { disabled_at: 200, disabled_by: 'gone', disabled_reason: 'It is gone.' } as const
  test.for([
    ['one that failed', failing],
    ['one that arrived', { ...fresh, last_attempt_ok: true }],
    ['one never used', fresh],
  ] as const)('wins over all else: %s', ([, facts]) => {
    expect(statusOf({ ...facts, ...disabled }, { attempts: 3, due_at: 500 })).toEqual({
      kind: 'disabled',
      since: 200,
      by: 'gone',
      reason: 'It is gone.',
    })
  })
})
