import { neverCounted, ownTrouble } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import { type Entry, placed } from '../record.ts'

export const atMostFive: Rule = {
  name: 'at most 5 automatic attempts',
  check: ({ rows, attemptsOf }) =>
    rows.deliveries.flatMap(({ id }) => {
      const counted = attemptsOf(id).filter(({ manual, counted: counts }) => manual === 0 && counts === 1)
      return counted.length > 5 ? [`${id} has ${counted.length}`] : []
    }),
}

export const rowForEveryRequest: Rule = {
  name: 'an attempt row for every request',
  check: ({ entries, attempt, delivery }) => {
    const seen = new Set<string>()
    return placed(entries, 'request').flatMap((request) => {
      const key = `${request.delivery} attempt ${request.attempt}`
      if (seen.has(key)) return [`${key} was sent twice`]
      seen.add(key)
      const row = attempt(request.delivery, request.attempt)
      if (!row) return [`${key} was seen and is not in the ledger`]
      const to = delivery.get(request.delivery)?.webhook_id
      return to === request.webhook ? [] : [`${key} is for ${to} and went to ${request.webhook}`]
    })
  },
}

export const chargedRightly: Rule = {
  name: 'only trouble of the workstation is not counted',
  check: (evidence) => [
    ...evidence.rows.attempts.flatMap(({ delivery_id: id, number, code, counted }) => {
      if (code === null) return []
      const attempt = `${id} attempt ${number} (${code})`
      if (counted === 0) return ownTrouble.has(code) ? [] : [`${attempt} is not counted`]
      return neverCounted.has(code) ? [`${attempt} is counted`] : []
    }),
    ...chargedOffline(evidence),
  ],
}

function chargedOffline({ entries, attempt }: Evidence): string[] {
  // An attempt that is not counted gives its number to the next: only the last that had it can be in the ledger.
  const last = new Map<string, Entry>()
  for (const entry of placed(entries, 'begun', 'offline')) last.set(`${entry.delivery} ${entry.attempt}`, entry)
  return [...last.values()].flatMap((entry) => {
    if (entry.kind !== 'offline') return []
    const row = attempt(entry.delivery, entry.attempt)
    // Broken off by the analyst, or by a crash, it is what that made of it.
    if (!row || row.counted === 0 || row.code === 'stopped' || row.code === 'unknown') return []
    return [`${entry.delivery} attempt ${entry.attempt} (${row.code}) is counted, and there was no network`]
  })
}
