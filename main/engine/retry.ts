import { mostAttempts } from '../../preload/contract/delivery.ts'
import { isSuccess, type OutcomeCode } from '../../preload/contract/outcome.ts'
import { isOwnTrouble } from './own-trouble.ts'

/** What an attempt's end means for its delivery. */
export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'retry'; at: number }
  | { kind: 'failed'; disable: 'gone' | 'exhausted' | null }
  | { kind: 'held' }
  /** No attempt was charged: it goes on once the workstation can send again. */
  | { kind: 'waits' }

export type Facts = {
  code: OutcomeCode
  /** What a Retry-After header asked for, ms. */
  retryAfterMs: number | null
  /** Automatic attempts made, this one included. */
  attempts: number
  manual: boolean
  /** Attempts in a row, this one included, that a crash left open. */
  crashes: number
  /** Something reached the webhook since this delivery's first attempt. */
  reachedSince: boolean
  /** The webhook is neither disabled nor removed. */
  sends: boolean
  /** Waits before attempts 2 to 5, seconds. */
  steps: readonly number[]
  now: number
  /** 0 up to 1. */
  random: number
}

/** Trying again sends the same and meets the same. */
const pointless = new Set<OutcomeCode>([
  'unrenderable_body',
  'oversized_body',
  'unusable_template',
  'unsendable_header',
  'blocked_address',
  'address_less_public',
])

/** An attempt each, but no reason to disable a webhook: the app's own end, or fault. */
const appsOwn = new Set<OutcomeCode>(['unknown', 'internal'])

const longestHint = 60 * 60 * 1000
const mostJitter = 0.1

/** No delivery waits longer for its next attempt, ms. */
export const longestWait = (steps: readonly number[]) =>
  Math.max(longestHint, ...steps.map((step) => Math.round(step * 1000 * (1 + mostJitter))))

/** Pure: the rules of retrying, giving up and disabling. */
export function decide(facts: Facts): Verdict {
  if (isSuccess(facts.code)) return { kind: 'delivered' }
  // Broken off by a disabling that did not come to be, or was taken back since, it goes on.
  if (facts.code === 'stopped') return { kind: facts.sends ? 'waits' : 'held' }
  if (isOwnTrouble(facts.code)) return { kind: 'waits' }
  // What the analyst asked for goes on by itself after a crash, unless it is what crashes.
  if (facts.manual && facts.code === 'unknown' && facts.crashes < mostAttempts) return { kind: 'retry', at: facts.now }
  if (facts.manual) return { kind: 'failed', disable: null }
  if (facts.code === 'gone') return { kind: 'failed', disable: 'gone' }
  if (pointless.has(facts.code)) return { kind: 'failed', disable: null }
  if (facts.attempts >= mostAttempts) {
    const blameless = facts.reachedSince || appsOwn.has(facts.code)
    return { kind: 'failed', disable: blameless ? null : 'exhausted' }
  }
  return { kind: 'retry', at: facts.now + waitAfter(facts) }
}

/** Jitter only ever adds, and a hint only ever lengthens. */
function waitAfter({ attempts, steps, random, retryAfterMs }: Facts): number {
  const step = (steps[attempts - 1] ?? steps.at(-1) ?? 0) * 1000
  return Math.max(Math.round(step * (1 + mostJitter * random)), Math.min(retryAfterMs ?? 0, longestHint))
}

/** When the automatic attempts still to come are due at the earliest, the first of them at `firstAt`. */
export function plan(attempts: number, firstAt: number, steps: readonly number[]): { number: number; at: number }[] {
  const planned: { number: number; at: number }[] = []
  let at = firstAt
  for (let number = attempts + 1; number <= mostAttempts; number += 1) {
    planned.push({ number, at })
    at += (steps[number - 1] ?? 0) * 1000
  }
  return planned
}
