import { neverCounted, ownTrouble } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import { type Entry, placed } from '../record.ts'
import { wasBrokenOff } from './broken-off.ts'
import { mayBePruned } from './pruned.ts'
import { troublesOf } from './own-trouble.ts'

export const atMostFive: Rule = {
  name: 'at most 5 automatic attempts',
  check: (evidence) => [
    ...evidence.rows.deliveries.flatMap(({ id }) => {
      const counted = evidence.attemptsOf(id).filter(({ manual, counted: counts }) => manual === 0 && counts === 1)
      return counted.length > 5 ? [`${id} has ${counted.length}`] : []
    }),
    ...seenTooOften(evidence),
  ],
}

/** Whatever the ledger counts: this many the receiver saw, with a network until their end. */
function seenTooOften(evidence: Evidence): string[] {
  const { entries, attempt } = evidence
  const troubles = troublesOf(entries)
  const ends = Map.groupBy(placed(entries, 'settled', 'answered'), ({ delivery }) => delivery)
  const seen = new Map<string, number>()
  for (const request of placed(entries, 'request')) {
    if (attempt(request.delivery, request.attempt)?.manual === 1) continue
    const end = ends.get(request.delivery)?.find(({ place }) => place > request.place)
    // Broken off by the analyst, who wants it sent again.
    if (end?.kind === 'settled' && end.end?.code === 'stopped') continue
    if (wasBrokenOff(evidence, request, entries.length)) continue
    if (end && !troubles.isDown(request.place, end.place))
      seen.set(request.delivery, (seen.get(request.delivery) ?? 0) + 1)
  }
  return [...seen].flatMap(([id, count]) => (count > 5 ? [`${id} was seen ${count} times`] : []))
}

export const rowForEveryRequest: Rule = {
  name: 'an attempt row for every request',
  check: (evidence) => {
    const { entries, attempt, delivery } = evidence
    const seen = new Set<string>()
    return placed(entries, 'request').flatMap((request) => {
      const key = `${request.delivery} attempt ${request.attempt}`
      if (seen.has(key)) return [`${key} was sent twice`]
      seen.add(key)
      const row = attempt(request.delivery, request.attempt)
      if (!row && !delivery.has(request.delivery) && mayBePruned(evidence, request, 'historyDays')) return []
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
