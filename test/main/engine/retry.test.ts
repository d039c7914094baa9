import { describe, expect, test } from 'vitest'
import { decide, type Facts, plan } from '../../../main/engine/retry.ts'
import { outcomeCodes } from '../../../preload/contract/outcome.ts'

const now = Date.UTC(2026, 10, 23, 10)
const hour = 3_600_000
const steps = [5, 30, 120, 600]

const facts = (given: Partial<Facts>): Facts => ({
  code: 'server_error',
  retryAfterMs: null,
  attempts: 1,
  manual: false,
  crashes: 0,
  reachedSince: false,
  sends: true,
  steps,
  now,
  random: 0,
  ...given,
})
const waitOf = (given: Partial<Facts>) => {
  const verdict = decide(facts(given))
  return verdict.kind === 'retry' ? verdict.at - now : verdict.kind
}

describe('a verdict', () => {
  test.for<[string, Partial<Facts>, ReturnType<typeof decide>]>([
    ['accepted is delivered', { code: 'accepted' }, { kind: 'delivered' }],
    ['accepted on the fifth attempt is delivered', { code: 'accepted', attempts: 5 }, { kind: 'delivered' }],
    ['an accepted redelivery is delivered', { code: 'accepted', manual: true }, { kind: 'delivered' }],
    ['broken off by a disabling is held', { code: 'stopped', sends: false }, { kind: 'held' }],
    ['so is the fifth attempt', { code: 'stopped', attempts: 5, sends: false }, { kind: 'held' }],
    ['so is a redelivery', { code: 'stopped', manual: true, sends: false }, { kind: 'held' }],
    ['broken off by a disabling that did not come to be goes on', { code: 'stopped' }, { kind: 'waits' }],
    ['a redelivery that fails is not retried', { manual: true }, { kind: 'failed', disable: null }],
    ['a redelivery never disables, not even by 410', { code: 'gone', manual: true }, { kind: 'failed', disable: null }],
    ['a redelivery never exhausts', { attempts: 5, manual: true }, { kind: 'failed', disable: null }],
    ['410 ends at once and disables', { code: 'gone' }, { kind: 'failed', disable: 'gone' }],
    ['410 says gone also on the last attempt', { code: 'gone', attempts: 5 }, { kind: 'failed', disable: 'gone' }],
    ['410 disables though others arrive', { code: 'gone', reachedSince: true }, { kind: 'failed', disable: 'gone' }],
    ['a body that can’t be made fails', { code: 'unrenderable_body' }, { kind: 'failed', disable: null }],
    ['a header that can’t be sent fails', { code: 'unsendable_header' }, { kind: 'failed', disable: null }],
    ['a blocked address fails', { code: 'blocked_address' }, { kind: 'failed', disable: null }],
    ['what is pointless never exhausts', { code: 'blocked_address', attempts: 5 }, { kind: 'failed', disable: null }],
    ['the fifth failure disables', { attempts: 5 }, { kind: 'failed', disable: 'exhausted' }],
    [
      'the fifth failure only fails where others arrived',
      { attempts: 5, reachedSince: true },
      { kind: 'failed', disable: null },
    ],
    ['more than five never goes on', { attempts: 6 }, { kind: 'failed', disable: 'exhausted' }],
    ['an unknown end is tried again', { code: 'unknown' }, { kind: 'retry', at: now + 5000 }],
    [
      'a redelivery a crash broke off goes on at once',
      { code: 'unknown', manual: true, crashes: 1 },
      { kind: 'retry', at: now },
    ],
    [
      'a redelivery that crashed five times is not tried again',
      { code: 'unknown', manual: true, crashes: 5 },
      { kind: 'failed', disable: null },
    ],
    ['the workstation’s own trouble charges nothing', { code: 'proxy_unreachable', attempts: 5 }, { kind: 'waits' }],
    ['nor does it to a redelivery', { code: 'no_network', manual: true }, { kind: 'waits' }],
    ['a fault of the app is tried again', { code: 'internal' }, { kind: 'retry', at: now + 5000 }],
  ])('%s', ([, given, verdict]) => expect(decide(facts(given))).toEqual(verdict))

  test('every failure but these is tried again after the first attempt', () => {
    const ended = outcomeCodes.filter(
      (code) => !['retry', 'waits'].includes(decide(facts({ code, sends: false })).kind),
    )
    expect(ended).toEqual([
      'accepted',
      'queued',
      'gone',
      'blocked_address',
      'address_less_public',
      'unsendable_header',
      'unrenderable_body',
      'oversized_body',
      'unusable_template',
      'stopped',
    ])
  })

  test('what is the workstation’s own, or of the webhook’s own settings, waits without being charged', () => {
    expect(outcomeCodes.filter((code) => decide(facts({ code, sends: false })).kind === 'waits')).toEqual([
      'proxy_unreachable',
      'proxy_auth',
      'proxy_denied',
      'proxy_blocked',
      'proxy_tls',
      'proxy_fault',
      'unusable_certificate',
      'unreadable_secret',
      'no_network',
      'asleep',
    ])
  })
})

describe('the wait', () => {
  test.for([
    [1, 5000],
    [2, 30_000],
    [3, 120_000],
    [4, 600_000],
  ])('after attempt %i is %i ms', ([attempts, ms]) => expect(waitOf({ attempts: attempts! })).toBe(ms))

  test('gets jitter of 0 to 10 %, whole milliseconds, never less than the step', () => {
    for (const [index, step] of steps.entries()) {
      const waits = [0, 0.123456789, 0.5, 0.999999].map((random) => waitOf({ attempts: index + 1, random }))
      expect(waits[0]).toBe(step * 1000)
      for (const wait of waits) {
        expect(wait).toBeGreaterThanOrEqual(step * 1000)
        expect(wait).toBeLessThanOrEqual(step * 1100)
        expect(Number.isInteger(wait)).toBe(true)
      }
      expect(waits).toEqual(waits.toSorted((a, b) => Number(a) - Number(b)))
      expect(new Set(waits).size).toBe(4)
    }
  })

  test.for<[string, number, number]>([
    ['a hint that is longer than the step is kept to', 60_000, 60_000],
    ['a hint that is shorter changes nothing', 1000, 5000],
    ['a hint of 0 changes nothing', 0, 5000],
    ['a hint of exactly an hour is kept to', hour, hour],
    ['a longer hint is cut to an hour', hour + 1, hour],
    ['an absurd hint is cut to an hour', Number.MAX_SAFE_INTEGER, hour],
  ])('%s', ([, retryAfterMs, wait]) => expect(waitOf({ retryAfterMs })).toBe(wait))

  test('a step that is longer than an hour is not shortened by a hint', () => {
    expect(waitOf({ steps: [7200, 1, 1, 1], retryAfterMs: 9 * hour })).toBe(2 * hour)
  })

  test('a hint changes nothing about the number of attempts', () => {
    expect(decide(facts({ attempts: 5, retryAfterMs: 60_000 }))).toEqual({ kind: 'failed', disable: 'exhausted' })
  })
})

describe('the plan', () => {
  test('names the attempts that are left and when, each a step after the one before', () => {
    expect(plan(1, now, steps)).toEqual([
      { number: 2, at: now },
      { number: 3, at: now + 30_000 },
      { number: 4, at: now + 150_000 },
      { number: 5, at: now + 750_000 },
    ])
  })
  test('before the first attempt has all five', () => {
    expect(plan(0, now, steps).map(({ at }) => at - now)).toEqual([0, 5000, 35_000, 155_000, 755_000])
  })
  test('after the last attempt is empty', () => expect(plan(5, now, steps)).toEqual([]))
})
