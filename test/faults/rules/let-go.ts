import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'
import { idIn } from './bytes.ts'

/**
 * A delivery that is gone had arrived, or was given up: told from outside, so only where every attempt reaches a
 * receiver, but for one at each crash. A record that knows when attempts went to the sender is of other runs.
 */
export const prunedWhenOver: Rule = {
  name: 'only what is over is let go of',
  check: (evidence) => {
    const { entries, rows } = evidence
    if (placed(entries, 'pruned').length === 0 || placed(entries, 'begun').length > 0) return []
    const there = new Set(rows.deliveries.map(({ event_id: event, webhook_id: webhook }) => `${event} ${webhook}`))
    const requests = Map.groupBy(placed(entries, 'request'), ({ webhook, body }) =>
      body === null ? '' : `${idIn(body)} ${webhook}`,
    )
    const ends = new Set(
      placed(entries, 'answered').flatMap(({ delivery, status }) =>
        status === 410 || (status >= 200 && status < 300) ? [delivery] : [],
      ),
    )
    const crashes = placed(entries, 'crash').length
    return placed(entries, 'accepted').flatMap(({ event, wanted }) =>
      wanted.flatMap((webhook) => {
        if (there.has(`${event} ${webhook}`)) return []
        const seen = requests.get(`${event} ${webhook}`) ?? []
        const isOver = seen.some(({ delivery }) => ends.has(delivery)) || seen.length + crashes >= 5
        return isOver ? [] : [`${event} to ${webhook} is gone after ${seen.length} attempts`]
      }),
    )
  },
}
