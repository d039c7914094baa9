import type { Chance } from '../seeded-random.ts'

/** How a receiver, or the way to it, behaves for a while. */
export const moods = [
  'well',
  'flaky',
  'failing',
  'busy',
  'slow',
  'hanging',
  'unreachable',
  'gone',
  'broken',
  'blocked',
] as const
export type Mood = (typeof moods)[number]

/** What becomes of one request. `after`: ms until it ends. `reaches`: whether the receiver sees it. */
export type Fate =
  | { kind: 'answer'; after: number; status: number; retryAfter: string | null }
  | { kind: 'fault'; after: number; code: string; phase: 'dns' | 'connect' | 'tls' | 'send' | 'answer' }
  | { kind: 'hang'; phase: 'dns' | 'connect' | 'tls' | 'send' | 'answer' }

const failures = [500, 502, 503, 504, 400, 401, 403, 404, 429, 302, 405, 413, 422, 409]
const lost = [
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNREFUSED', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
] as const
const broken = [
  ['ECONNRESET', 'send'],
  ['ECONNRESET', 'answer'],
  ['HPE_INVALID_CONSTANT', 'answer'],
] as const
const blocked = ['ECASTELLANBLOCKED', 'ECASTELLAN_LESS_PUBLIC'] as const
const phases = ['dns', 'connect', 'tls', 'send', 'answer'] as const

export function fateOf(mood: Mood, chance: Chance): Fate {
  const answer = (status: number, after = chance.between(1, 300), retryAfter: string | null = null): Fate => ({
    kind: 'answer',
    after,
    status,
    retryAfter,
  })
  switch (mood) {
    case 'well':
      return answer(chance.pick([200, 200, 202, 204]))
    case 'flaky':
      return fateOf(
        chance.pick(['well', 'well', 'failing', 'busy', 'broken', 'hanging', 'unreachable'] as const),
        chance,
      )
    case 'failing':
      return answer(chance.pick(failures))
    case 'busy':
      return answer(
        chance.pick([429, 503]),
        chance.between(1, 50),
        chance.pick([null, '0', '7', '90', '3000', '5400', 'soon', '-5', 'in 90', 'in 4000', 'in -60']),
      )
    case 'slow':
      return answer(200, chance.between(500, 9_900))
    case 'hanging':
      return { kind: 'hang', phase: chance.pick(phases) }
    case 'unreachable': {
      const [code, phase] = chance.pick(lost)
      return { kind: 'fault', after: chance.between(1, 200), code, phase }
    }
    case 'broken': {
      const [code, phase] = chance.pick(broken)
      return { kind: 'fault', after: chance.between(1, 200), code, phase }
    }
    case 'blocked':
      return { kind: 'fault', after: chance.between(1, 50), code: chance.pick(blocked), phase: 'dns' }
    case 'gone':
      return answer(410)
  }
}
