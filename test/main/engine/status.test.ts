import { describe, expect, test } from 'vitest'
import { statusOf } from '../../../main/engine/status.ts'

const fresh = {
  definition: { filter: null, receiver: 'teams' as const },
  since: 100,
  disabled_at: null,
  disabled_by: null,
  disabled_reason: null,
  last_attempt_at: null,
  last_attempt_ok: null,
  last_code: null,
  last_status: null,
  last_verdict: null,
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
  test('is one whose receiver works on the last attempt later: whether it arrived is not known here', () => {
    const facts = { ...fresh, last_attempt_ok: true, last_code: 'queued' as const, last_status: 202 }
    expect(statusOf(facts, null).reason).toBe('The last attempt was accepted by Microsoft Teams')
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

describe('A filter that can not be read', () => {
  const unreadable = { definition: { filter: { op: 'unreadable' }, receiver: 'custom' } } as const
  const words = "Its filter can't be read, so every event is sent. Edit the webhook."
  const warning = { kind: 'warning', since: 100, reason: words, attempt: null, nextAttemptAt: null }
  test('is a Warning, whether or not something was sent', () => {
    expect(statusOf({ ...fresh, ...unreadable }, null)).toMatchObject(warning)
    expect(statusOf({ ...fresh, ...unreadable, last_attempt_ok: true }, null)).toMatchObject(warning)
  })
  test('as is one with a network in it that none of us can read', () => {
    const filter = { op: 'cidr', path: 'host', network: '10.0.0.0/99' } as const
    expect(statusOf({ ...fresh, definition: { filter, receiver: 'custom' } }, null)).toMatchObject(warning)
  })
  test('stands behind the reason of a failing attempt', () => {
    expect(statusOf({ ...failing, ...unreadable }, { attempts: 3, due_at: 500 })).toMatchObject({
      kind: 'warning',
      reason: `HTTP 502, receiver failed. ${words}`,
      attempt: 3,
      nextAttemptAt: 500,
    })
  })
  test('does not hide that it is disabled', () => {
    const disabled = { disabled_at: 200, disabled_by: 'user', disabled_reason: 'Disabled by you' } as const
    expect(statusOf({ ...fresh, ...unreadable, ...disabled }, null)).toMatchObject({
      kind: 'disabled',
      reason: 'Disabled by you',
    })
  })
  test('one that can be read is no reason for anything', () => {
    const filter = { op: 'cidr', path: 'host', network: '10.0.0.0/8' } as const
    expect(statusOf({ ...fresh, definition: { filter, receiver: 'custom' } }, null)).toMatchObject({ kind: 'active' })
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
