import { isSuccess } from '../../../preload/contract/outcome.ts'
import { describe, expect, test } from 'vitest'
import { explain, nameVerdict, summarise } from '../../../main/engine/explain.ts'
import { receivers } from '../../../main/receivers/index.ts'
import { words } from '../../../main/engine/words.ts'
import { outcomeCodes } from '../../../preload/contract/outcome.ts'

const detail = { host: 'hooks.example.com:8443', status: 418, location: 'https://elsewhere.example.com/x' }
const failures = outcomeCodes.filter((code) => !isSuccess(code))

test('every failure has words, and there are no words without one', () => {
  expect(Object.keys(words).toSorted()).toEqual(failures.toSorted())
})

test('who adds an authority to the store of the system is told to start the app again, for it is read once', () => {
  expect(explain('proxy_tls', detail, false)?.next).toMatch(/certificate store .* start this app again/)
})

test('what is said of a blocked address covers all that is refused', () => {
  const why = explain('blocked_address', detail, false)?.why
  for (const kind of ['link-local', 'metadata', 'multicast', 'unspecified', 'reserved', 'documentation', 'ports']) {
    expect(why).toContain(kind)
  }
})

test('of a body a template can’t make, or makes too large, it is said where the template is mended', () => {
  for (const code of ['unusable_template', 'oversized_body'] as const) {
    const { why, next } = explain(code, detail, false) ?? { why: '', next: '' }
    expect(why).toContain('template')
    expect(next).toMatch(/under Body in the webhook.*preview.*send the event again/)
  }
  expect(explain('oversized_body', detail, false)?.what).toContain('hooks.example.com:8443')
})

describe.for(failures)('the words of %s', (code) => {
  const known = explain(code, detail, false)
  const unknown = explain(code, null, true)
  const lines = [known, unknown].flatMap((explanation) => Object.values(explanation ?? {}))

  test('say what happened, why, and what to do', () => {
    expect(Object.keys(known ?? {})).toEqual(['what', 'why', 'next'])
    for (const line of lines) expect(line.length).toBeGreaterThan(12)
  })
  test('promise to try again only where that is so', () => {
    expect(Object.values(known ?? {}).join(' ')).not.toMatch(
      /by itself|is (tried|sent) again|next attempt|Nothing for now/,
    )
    expect(unknown?.next).toMatch(/^It is tried again by itself\. [A-Z]/)
    expect(unknown?.next).not.toContain('later')
  })
  test('leave no placeholder unfilled', () => {
    for (const line of lines) expect(line).not.toMatch(/[{}]|undefined|null|NaN| {2}/)
  })
  test('are sentences: a capital or the host first, a full stop last, nothing shouted', () => {
    for (const line of lines) {
      expect(line).toMatch(/^([A-Z]|hooks\.example\.com:8443 )/)
      expect(line).toMatch(/[^.]\.$/)
      expect(line).not.toContain('!')
    }
  })
  test('name no receiver as “The” in the middle of a sentence', () => {
    for (const line of lines) expect(line).not.toMatch(/[a-z,:] The receiver/)
  })
  test('have a short form that fits behind a status', () => {
    const short = summarise(code, 500)
    expect(short).toMatch(/^HTTP 500, [a-zA-Z]/)
    expect(short.length).toBeLessThan(50)
    expect(short).not.toMatch(/[.!{}]$/)
    expect(summarise(code, null)).toMatch(/^[A-Z]/)
  })
})

test('a success needs no explanation', () => {
  expect(explain('accepted', detail, false)).toBeNull()
  expect([summarise('accepted', 204), summarise('accepted', null)]).toEqual(['HTTP 204', 'Accepted'])
})

test('host, status and target of the failure are named', () => {
  expect(explain('redirect', detail, false)?.what).toBe(
    'hooks.example.com:8443 answered 418 and points to https://elsewhere.example.com/x.',
  )
})

test('a target is text, whatever is in it', () => {
  const location = "https://x.example/$&/$'/{host}/{status}/$1"
  expect(explain('redirect', { ...detail, location }, false)?.what).toBe(
    `hooks.example.com:8443 answered 418 and points to ${location}.`,
  )
})

test('a redirect without a target still makes a sentence', () => {
  expect(explain('redirect', { ...detail, location: null }, false)?.what).toMatch(/points to another place\.$/)
})

test('what may pass by itself, and is not tried again, is to be sent again later', () => {
  expect(explain('unavailable', detail, false)?.next).toMatch(/^Send it again later\. If it stays, tell/)
  expect(explain('not_found', detail, false)?.next).toMatch(/^Copy the URL/)
})

describe('of an answer that a receiver’s own rule judged', () => {
  const verdict = { receiver: 'slack', reason: 'no_service', said: null } as const

  test('the words are that rule’s, in the three lines and in short', () => {
    const { answers } = receivers.slack
    const rule = answers.find(({ reason }) => reason === verdict.reason)
    const own = rule && 'words' in rule ? rule.words : null
    expect(explain('not_found', { ...detail, verdict }, false)?.why).toBe(own?.why)
    expect(summarise('not_found', 404, nameVerdict(verdict))).toBe(`HTTP 404, ${own?.short}`)
  })
  test('a rule that is known no more leaves what the code says', () => {
    const gone = { ...verdict, reason: 'renamed since' }
    expect(explain('not_found', { ...detail, verdict: gone }, false)).toEqual(explain('not_found', detail, false))
    expect(summarise('not_found', 404, nameVerdict(gone))).toBe(summarise('not_found', 404))
    expect(summarise('not_found', 404, 'nobody/nothing')).toBe(summarise('not_found', 404))
  })
})
