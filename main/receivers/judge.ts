import type { Answer, OutcomeCode } from '../../preload/contract/outcome.ts'
import type { Receiver, Values } from './receiver.ts'

/** What the answer means to this receiver; null: nothing beyond its status. `said` is quoted as it came, secrets and all. */
export function judge(
  { answers }: Pick<Receiver, 'answers'>,
  answer: Pick<Answer, 'status' | 'headers' | 'body'>,
  values: Values,
): { code: OutcomeCode; reason: string; said: string | null } | null {
  if (answers.length === 0) return null
  const { status, body: text } = answer
  const judged = { values, status, header: headerReader(answer), text, json: parse(text) }
  for (const rule of answers) {
    const found = rule.matches(judged)
    if (found === false) continue
    return { code: rule.outcome, reason: rule.reason, said: found === true ? null : found.trim() }
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
