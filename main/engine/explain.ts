import { type Explanation, type Failure, isSuccess, type OutcomeCode } from '../../preload/contract/outcome.ts'
import { type ReceiverKind, receiverKinds } from '../../preload/contract/receiver.ts'
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

/** A few words to stand behind a status: "HTTP 401, credentials refused". `verdict`: as `nameVerdict` names it. */
export function summarise(code: OutcomeCode, status: number | null, verdict: string | null = null): string {
  if (code === 'accepted') return status === null ? 'Accepted' : `HTTP ${status}`
  const short = code === 'queued' ? 'worked on later' : shortOf(code, verdict)
  return status === null ? `${short[0]?.toUpperCase()}${short.slice(1)}` : `HTTP ${status}, ${short}`
}

type Verdict = NonNullable<AttemptDetail['verdict']>

export const nameVerdict = ({ receiver, reason }: Pick<Verdict, 'receiver' | 'reason'>) => `${receiver}/${reason}`

function shortOf(code: Failure, verdict: string | null): string {
  const [receiver, reason = ''] = verdict?.split('/') ?? []
  const kind = receiverKinds.find((known) => known === receiver)
  const rule = kind === undefined ? null : findRule(kind, reason)
  // A quotation is too long for it.
  return rule && 'words' in rule && !rule.words.short.includes('{') ? rule.words.short : words[code].short
}

/** The rule that judged the answer; null where the status did, or the rule is known no more. */
const ruleOf = (detail: Known) => (detail?.verdict ? findRule(detail.verdict.receiver, detail.verdict.reason) : null)

function findRule(kind: ReceiverKind, reason: string): AnswerRule | null {
  const { answers }: Receiver = receivers[kind]
  return answers.find((rule) => rule.reason === reason) ?? null
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
  return filled.startsWith('the ') ? `T${filled.slice(1)}` : filled.trim()
}
