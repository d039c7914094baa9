import { type Explanation, isSuccess, type OutcomeCode } from '../../preload/contract/outcome.ts'
import type { AttemptDetail } from '../ledger/attempts.ts'
import { receivers } from '../receivers/index.ts'
import type { AnswerRule, Receiver } from '../receivers/receiver.ts'
import { words } from './words.ts'

type Known = Pick<AttemptDetail, 'host' | 'status' | 'location' | 'verdict'> | null

/** A failure in three lines; null for a success. `retries`: another attempt follows, or followed, by itself. */
export function explain(code: OutcomeCode, detail: Known, retries: boolean): Explanation | null {
  if (isSuccess(code)) return null
  const rule = ruleOf(detail)
  const { what, why, next, passing } = rule && 'words' in rule ? rule.words : words[code]
  const first = retries ? 'It is tried again by itself. ' : passing ? 'Send it again later. ' : ''
  return { what: fill(what, detail), why: fill(why, detail), next: first + fill(next, detail) }
}

/** What the receiver said of a success, in one sentence; null where it said nothing worth telling. */
export function tell(code: OutcomeCode | null, detail: Known): string | null {
  const rule = ruleOf(detail)
  return code !== null && isSuccess(code) && rule && 'tells' in rule ? fill(rule.tells, detail) : null
}

/** A few words to stand behind a status: "HTTP 401, credentials refused". */
export function summarise(code: OutcomeCode, status: number | null): string {
  if (code === 'accepted') return status === null ? 'Accepted' : `HTTP ${status}`
  const short = code === 'queued' ? 'accepted, worked on later' : words[code].short
  return status === null ? `${short[0]?.toUpperCase()}${short.slice(1)}` : `HTTP ${status}, ${short}`
}

/** The rule that judged the answer; null where the status did, or the rule is known no more. */
function ruleOf(detail: Known): AnswerRule | null {
  if (!detail?.verdict) return null
  const { answers }: Receiver = receivers[detail.verdict.receiver]
  return answers.find(({ reason }) => reason === detail.verdict?.reason) ?? null
}

function fill(text: string, detail: Known): string {
  const values: Record<string, string> = {
    host: detail?.host ?? 'the receiver',
    status: String(detail?.status ?? 'with an error'),
    location: detail?.location ?? 'another place',
    said: detail?.verdict?.said ?? '',
  }
  // By a function: in a replacement text, `$&` and the like would be read as patterns.
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  return filled.startsWith('the ') ? `T${filled.slice(1)}` : filled
}
