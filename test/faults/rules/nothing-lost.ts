import { hopeless } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import type { DeliveryFact } from '../read-ledger.ts'
import { placed } from '../record.ts'
import { mayBePruned } from './pruned.ts'

export const nothingLost: Rule = {
  name: 'no accepted event is lost',
  check: (evidence) => [...missing(evidence), ...evidence.rows.deliveries.flatMap((row) => astray(evidence, row))],
}

function missing(evidence: Evidence): string[] {
  const { entries, rows } = evidence
  const made = new Set(rows.deliveries.map(({ event_id: event, webhook_id: webhook }) => `${event} ${webhook}`))
  return placed(entries, 'accepted').flatMap(({ at, event, wanted }) => {
    if (mayBePruned(evidence, { at }, 'historyDays')) return []
    if (!rows.events.has(event)) return [`the event ${event} was acknowledged and is not there`]
    return wanted
      .filter((webhook) => !made.has(`${event} ${webhook}`))
      .map((webhook) => `the event ${event} has no delivery to ${webhook}`)
  })
}

/** Each delivery ended as the rules say, or will go on. */
function astray(evidence: Evidence, { id, state, due_at: dueAt, webhook_id: webhook }: DeliveryFact): string[] {
  const { entries } = evidence
  const attempts = evidence.attemptsOf(id)
  const ended = attempts.filter(({ ended_at: at }) => at !== null)
  switch (state) {
    case 'held':
      return []
    case 'queued':
    case 'retrying':
      return dueAt === null ? [`${id} waits for no time`] : []
    case 'sending':
      return attempts.some(({ ended_at: at }) => at === null) ? [] : [`${id} is being sent by no attempt`]
    case 'delivered':
      return placed(entries, 'answered').some(({ delivery, status }) => delivery === id && isSuccess(status))
        ? []
        : [`${id} is delivered, and no receiver said so`]
    case 'cancelled':
      return entries.some(
        (entry) =>
          (entry.kind === 'cancelled' && entry.delivery === id) ||
          (entry.kind === 'dismissed' && entry.webhook === webhook),
      )
        ? []
        : [`${id} is cancelled, and nobody asked for it`]
    case 'failed': {
      const counted = ended.filter(({ manual, counted: counts }) => manual === 0 && counts === 1)
      const over = ended.some(({ manual, code }) => manual === 1 || code === 'gone' || hopeless.has(code ?? ''))
      return counted.length >= 5 || over ? [] : [`${id} failed after ${counted.length} attempts`]
    }
    default:
      return [`${id} is ${state}`]
  }
}

export const isSuccess = (status: number) => status >= 200 && status < 300

/** Nobody gets what they did not choose. */
export const onlyWhoWanted: Rule = {
  name: 'an event goes only to who had chosen it',
  check: ({ entries, rows }) => {
    const made = Map.groupBy(rows.deliveries, ({ event_id: event }) => event ?? '')
    const deletions = placed(entries, 'deleted', 'restored')
    return placed(entries, 'accepted').flatMap(({ event, wanted, place }) => {
      // One that was just deleted may come back, and then finds what it missed.
      const isDeleted = (id: string) =>
        deletions.findLast((entry) => entry.webhook === id && entry.place < place)?.kind === 'deleted'
      return (made.get(event) ?? [])
        .filter(({ webhook_id: webhook }) => !wanted.includes(webhook) && !isDeleted(webhook))
        .map(({ webhook_id: webhook }) => `${webhook} has ${event}, and had not chosen it`)
    })
  },
}
