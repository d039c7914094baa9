import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'
import type { AnswerRule } from '../receiver.ts'

/** Where the status alone says what it is. */
export const byStatus = (status: number, outcome: Failure, words: Words): AnswerRule<never> => ({
  reason: `status_${status}`,
  matches: (answer) => answer.status === status,
  sample: { status, body: '' },
  outcome,
  words,
})
