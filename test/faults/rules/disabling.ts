import { blameless, hopeless } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import type { AttemptFact, NoticeFact } from '../read-ledger.ts'
import { placed } from '../record.ts'

/** An end of an attempt that, by the rule, should disable its webhook, or should not; `unclear` where two ends tie. */
type Expected = { attempt: AttemptFact; disables: 'yes' | 'no' | 'unclear' }

export const disabledByTheRule: Rule = {
  name: 'disabled exactly when the rule says, with one notice',
  check: (evidence) => {
    const order = orderOf(evidence)
    const notices = Map.groupBy(
      evidence.rows.notices.filter(({ kind }) => kind === 'disabled'),
      ({ delivery_id: delivery }) => delivery ?? '',
    )
    const expected = evidence.rows.deliveries.flatMap(({ id }) => expectedOf(evidence, order, id))
    const grounds = new Map(expected.map((one) => [one.attempt.delivery_id, one]))
    return [
      ...expected.flatMap((one) => compare(one, notices.get(one.attempt.delivery_id) ?? [])),
      ...expected.flatMap((one) => (one.disables === 'yes' ? undone(evidence, order, one.attempt) : [])),
      ...unnoticed(evidence),
      ...[...notices].flatMap(([id, list]) =>
        grounds.has(id) || isGone(evidence, id)
          ? []
          : list.map(({ webhook_id: webhook }) => `${webhook} was disabled for ${id} without cause`),
      ),
      ...evidence.rows.webhooks.flatMap(({ id, disabled_by: by }) =>
        by === 'user' || by === null || evidence.rows.notices.some((notice) => isOf(notice, id))
          ? []
          : [`${id} is disabled (${by}) without a notice`],
      ),
    ]
  },
}

const isGone = ({ entries, delivery }: Evidence, id: string) =>
  !delivery.has(id) && placed(entries, 'pruned').length > 0

const isOf = ({ kind, webhook_id: of }: NoticeFact, webhook: string) => kind === 'disabled' && of === webhook

function compare({ attempt, disables }: Expected, notices: NoticeFact[]): string[] {
  const what = `${attempt.webhook_id} after ${attempt.delivery_id} attempt ${attempt.number} (${attempt.code})`
  if (notices.length > 1) return [`${notices.length} notices of ${what}`]
  if (disables === 'yes' && notices.length === 0) return [`no notice of ${what}`]
  if (disables === 'no' && notices.length === 1) return [`a notice of ${what}, which is no cause`]
  return []
}

/** A disabling that was told of and never made: it is committed with its cause. */
function undone({ entries, rows }: Evidence, order: Order, attempt: AttemptFact): string[] {
  const webhook = attempt.webhook_id
  const by = attempt.code === 'gone' ? 'gone' : 'exhausted'
  const end = order.endOf(attempt)
  const what = `${webhook} after ${attempt.delivery_id} attempt ${attempt.number} (${attempt.code}) was not disabled`
  if (end !== undefined) {
    const at = entries[end]?.at
    const mine = placed(entries, 'disabled').some(
      (entry) => entry.webhook === webhook && entry.place > end && entry.at === at && entry.by === by,
    )
    return mine ? [] : [what]
  }
  const isOff = rows.webhooks.some(({ id, disabled_at: since }) => id === webhook && since !== null)
  return isOff || placed(entries, 'enabled').some((entry) => entry.webhook === webhook) ? [] : [what]
}

/** A notice for each disabling that was not the analyst's. */
function unnoticed({ entries, rows }: Evidence): string[] {
  if (placed(entries, 'pruned').length > 0) return []
  const automatic = placed(entries, 'disabled').filter(({ by }) => by !== 'user')
  return [...Map.groupBy(automatic, ({ webhook }) => webhook)].flatMap(([webhook, list]) => {
    const told = rows.notices.filter((notice) => isOf(notice, webhook)).length
    return told === list.length ? [] : [`${webhook} was disabled ${list.length} times, with ${told} notices`]
  })
}

/** The end of a delivery that speaks for disabling: 410, or a fifth counted attempt that is no trouble of our own. */
function expectedOf(evidence: Evidence, order: Order, id: string): Expected[] {
  const automatic = evidence.attemptsOf(id).filter(({ manual, counted }) => manual === 0 && counted === 1)
  const last = automatic.find(({ code }) => code === 'gone') ?? automatic[4]
  const { code } = last ?? {}
  if (!last || !code || code === 'accepted' || blameless.has(code) || hopeless.has(code)) return []
  const off = order.isOff(last)
  if (off === 'yes') return [{ attempt: last, disables: 'no' }]
  if (off === 'unclear') return [{ attempt: last, disables: 'unclear' }]
  if (code === 'gone') return [{ attempt: last, disables: 'yes' }]
  const first = automatic[0]!
  const reached = new Set(
    evidence.rows.attempts
      .filter(({ webhook_id: webhook, code: other }) => webhook === last.webhook_id && other === 'accepted')
      .map((success) => order.isWithin(success, first, last)),
  )
  // What had reached it may be pruned.
  const isUnclear = reached.has('unclear') || placed(evidence.entries, 'pruned').length > 0
  const disables = reached.has('yes') ? 'no' : isUnclear ? 'unclear' : 'yes'
  return [{ attempt: last, disables }]
}

type Order = ReturnType<typeof orderOf>
type Answer = 'yes' | 'no' | 'unclear'

const keyOf = ({ delivery_id: delivery, number }: AttemptFact) => `${delivery} ${number}`

/** What came before what: by the record where it saw it, else by the times in the ledger. */
function orderOf({ entries, rows }: Evidence) {
  // The last of each: an attempt that did not count gives its number to the next.
  const placesOf = (...kinds: ('begun' | 'request' | 'settled')[]) =>
    new Map(placed(entries, ...kinds).map(({ delivery, attempt, place }) => [`${delivery} ${attempt}`, place]))
  const begun = new Map([...placesOf('request'), ...placesOf('begun')])
  const settled = placesOf('settled')
  const switches = placed(entries, 'disabled', 'enabled', 'deleted', 'restored')

  const before = (places: [number | undefined, number | undefined], times: [number, number]): Answer => {
    if (times[0] === times[1]) return 'unclear'
    const [one, other] = places[0] !== undefined && places[1] !== undefined ? [places[0], places[1]] : times
    return one < other ? 'yes' : 'no'
  }

  return {
    /** Where the end was committed, if the record knows. */
    endOf: (attempt: AttemptFact) => settled.get(keyOf(attempt)),
    /** Whether this success reached the webhook after `first` began, and before `last` ended. */
    isWithin(success: AttemptFact, first: AttemptFact, last: AttemptFact): Answer {
      const end = settled.get(keyOf(success))
      const time = success.ended_at ?? 0
      const after = before([begun.get(keyOf(first)), end], [first.started_at, time])
      const until = before([end, settled.get(keyOf(last))], [time, last.ended_at ?? 0])
      if (after === 'no' || until === 'no') return 'no'
      return after === 'yes' && until === 'yes' ? 'yes' : 'unclear'
    },
    /** Whether its webhook was disabled, or deleted, before this attempt ended. */
    isOff(attempt: AttemptFact): Answer {
      const webhook = attempt.webhook_id
      const mine = switches.filter((entry) => entry.webhook === webhook)
      const end = settled.get(keyOf(attempt))
      if (end === undefined) {
        const others = rows.notices.filter((notice) => isOf(notice, webhook))
        const another = others.some(({ delivery_id: delivery }) => delivery !== attempt.delivery_id)
        // Its own disabling is among them.
        const byHand = mine.some(
          (entry) => entry.kind === 'deleted' || (entry.kind === 'disabled' && entry.by === 'user'),
        )
        return byHand || another ? 'unclear' : 'no'
      }
      // Of ends in one commit nobody but the engine knows which was first.
      const along = rows.notices.some((notice) => isOf(notice, webhook) && notice.at === attempt.ended_at)
      const cause = rows.notices.some((notice) => notice.delivery_id === attempt.delivery_id && isOf(notice, webhook))
      if (along && !cause) return 'unclear'
      const past = mine.filter(({ place }) => place < end)
      if (past.findLast(({ kind }) => kind === 'deleted' || kind === 'restored')?.kind === 'deleted') return 'unclear'
      return past.findLast(({ kind }) => kind === 'disabled' || kind === 'enabled')?.kind === 'disabled' ? 'yes' : 'no'
    },
  }
}
