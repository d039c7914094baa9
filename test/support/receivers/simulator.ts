import type { PlainAnswer } from '../answers.ts'
import type { Received } from '../received.ts'

/** Stands for one real system: answers right and wrong requests as its documentation says. */
export type Simulator = {
  answer: (request: Received) => PlainAnswer
  /** What an analyst pastes, at the real host. */
  url: string
  /** What is entered beside it. */
  fields: Record<string, string>
  /** The texts by which it knows who is calling: none of them may be seen anywhere. */
  secrets: string[]
  /** What it has taken, as its own users would see it: one entry per ticket, message or record. */
  taken: unknown[]
}
