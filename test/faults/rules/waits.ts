import type { Evidence, Rule } from '../evidence.ts'
import { type EntryOf, placed } from '../record.ts'
import { defaultSteps, isHint, longestHintMs, stepsWithin } from './back-off.ts'

/** The spread adds at most ten percent. */
const jitter = 1.1
/** What is overdue is spread over so long, ms. */
const spreadMs = 60_000
const slackMs = 2

export const noWaitTooLong: Rule = {
  name: 'no wait is longer than its longest',
  check: (evidence) => [
    ...placed(evidence.entries, 'settled').flatMap((entry) => tooLong(evidence, entry)),
    ...waitsAtTheEnd(evidence),
  ],
}

function tooLong(
  { entries }: Evidence,
  { place, delivery, attempt, end }: EntryOf<'settled'> & { place: number },
): string[] {
  if (!end || end.dueIn === null) return []
  const isRetry = end.counted && !end.manual
  // One that was asked for before may be in force still where the analyst has just asked for others.
  const steps = stepsWithin(
    entries,
    entries.findLastIndex(({ kind }, index) => index < place && kind === 'steps') - 1,
    place,
  )
  const longest = Math.max(...steps.map((seconds) => (seconds[end.attempts - 1] ?? 0) * 1000 * jitter))
  const answer = placed(entries.slice(0, place), 'answered').findLast((entry) => entry.delivery === delivery)
  const hint = answer && isHint(answer.status) ? Math.min(answer.retryAfterMs ?? 0, longestHintMs) : 0
  const most = (isRetry ? Math.max(longest, hint) : spreadMs) + slackMs
  return end.dueIn <= most ? [] : [`${delivery} waits ${end.dueIn} ms after attempt ${attempt} instead of ${most}`]
}

/** What is still to come when the run is over. */
function waitsAtTheEnd({ entries, rows, now }: Evidence): string[] {
  if (now === undefined) return []
  const steps = [defaultSteps, ...placed(entries, 'steps').map(({ seconds }) => seconds)].flat()
  const set = placed(entries, 'clock').reduce((sum, { by }) => sum + Math.abs(by), 0)
  const latest = now + Math.max(longestHintMs, Math.max(...steps) * 1000 * jitter) + set + slackMs
  return rows.deliveries.flatMap(({ id, due_at: due }) =>
    due !== null && due > latest ? [`${id} is due in ${due - now} ms`] : [],
  )
}
