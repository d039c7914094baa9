import type { Answer, OutcomeCode } from '../../preload/contract/outcome.ts'
import type { Receiver } from './receiver.ts'

/** What the answer means to this receiver; null: nothing beyond its status. `said` is quoted as it came, secrets and all. */
export function judge(
  { answers }: Pick<Receiver, 'answers'>,
  answer: Pick<Answer, 'status' | 'headers' | 'body'>,
): { code: OutcomeCode; reason: string; said: string | null } | null {
  if (answers.length === 0) return null
  const judged = { status: answer.status, header: headerReader(answer), text: answer.body, json: parse(answer.body) }
  for (const { reason, matches, outcome } of answers) {
    const found = matches(judged)
    if (found === false) continue
    return { code: outcome, reason, said: found === true ? null : found.trim() }
  }
  return null
}

/** Header names know no case (RFC 9110 §5.1). */
export const headerReader =
  ({ headers }: Pick<Answer, 'headers'>) =>
  (name: string): string | undefined =>
    headers.find(([other]) => other.toLowerCase() === name)?.[1]

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
