import { ownTrouble } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import type { DeliveryFact } from '../read-ledger.ts'
import { placed } from '../record.ts'

/** A manual attempt is free of the limit of five and of disabling: nothing but the analyst makes one. */
export const manualWasAskedFor: Rule = {
  name: 'an attempt marked manual was asked for',
  check: (evidence) => evidence.rows.deliveries.flatMap((delivery) => unasked(evidence, delivery)),
}

function unasked({ entries, attemptsOf }: Evidence, { id, webhook_id: webhook }: DeliveryFact): string[] {
  const attempts = attemptsOf(id)
  const manual = attempts.filter((attempt) => attempt.manual === 1)
  if (manual.length === 0) return []
  const used = attempts.filter((attempt) => attempt.manual === 0 && attempt.counted === 1).length >= 5
  const asked = placed(entries, 'redelivered', 'released', 'restored').filter((entry) =>
    // Held with no attempt left, it is sent because the analyst has what was held sent.
    entry.kind === 'redelivered' ? (entry.delivery ?? id) === id : used && entry.webhook === webhook,
  )
  const begun = new Map(
    placed(entries, 'begun', 'request')
      .filter(({ delivery }) => delivery === id)
      .map(({ attempt, place }) => [attempt, place]),
  )
  // One that a crash or a trouble of the workstation took goes on by itself.
  const done = manual.filter(({ code }) => code !== null && code !== 'unknown' && !ownTrouble.has(code))
  const early = done.filter(({ number }) => !asked.some(({ place }) => place < (begun.get(number) ?? Infinity)))
  return [
    ...early.map(({ number }) => `${id} attempt ${number} is marked manual, and nobody had asked for it`),
    ...(done.length > asked.length ? [`${id} was asked for ${asked.length} times, and sent ${done.length} times`] : []),
  ]
}
