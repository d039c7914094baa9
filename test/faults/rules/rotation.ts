import { Webhook } from 'standardwebhooks'
import type { Evidence, Rule } from '../evidence.ts'
import { placed, type SeenRequest } from '../record.ts'

/** How long a secret goes on signing once another has taken its place. */
const overlapMs = 86_400_000

/** A receiver may know the old secret or the new one: each has its signature. */
export const oldAndNewSign: Rule = {
  name: 'each signing secret of the last 24 h signs, and no other',
  check: (evidence) => {
    const rotations = Map.groupBy(placed(evidence.entries, 'rotated'), ({ webhook }) => webhook)
    return placed(evidence.entries, 'request').flatMap((request) => {
      const mine = rotations.get(request.webhook)
      const signed = evidence.attempt(request.delivery, request.attempt)?.started_at
      if (!mine || signed === undefined || request.body === null) return []
      const found = signersOf(evidence, request, request.body)
      // That is said already.
      if (found.length === 0 || found.includes(-1)) return []
      // Whether one that was going on just then had come to be, nobody knows.
      const certain = mine.filter(({ until }) => until < signed).length
      const possible = mine.filter(({ from }) => from <= signed).length
      for (let done = certain; done <= possible; done += 1) {
        const over = mine.slice(0, done).filter(({ until }) => until + overlapMs < signed).length
        const due = Array.from({ length: done + 1 - over }, (_, index) => over + index)
        if (due.join() === found.join()) return []
      }
      const what = `${request.delivery} attempt ${request.attempt}`
      return [`${what} is signed by the secrets ${found.join(' and ')} of ${possible + 1}`]
    })
  },
}

/** Which secrets of its webhook have signed it, counted from 0, the oldest first; -1 is none of them. */
function signersOf({ signing }: Evidence, { webhook, delivery, headers }: SeenRequest, body: Buffer): number[] {
  const time = new Date(Number(headers['webhook-timestamp']) * 1000)
  const all = (signing.get(webhook) ?? []).map((secret) => new Webhook(secret).sign(delivery, time, body))
  const signatures = headers['webhook-signature']?.split(' ') ?? []
  return signatures.map((signature) => all.indexOf(signature)).toSorted((one, other) => one - other)
}
