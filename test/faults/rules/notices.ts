import { hopeless } from '../codes.ts'
import type { Evidence, Rule } from '../evidence.ts'
import type { NoticeFact } from '../read-ledger.ts'
import { placed } from '../record.ts'

/** The failed attempt the analyst hears of before the webhook is disabled. */
const earlyAt = 3

export const noticesInTurn: Rule = {
  name: 'an early notice once until something arrives, a recovery once after bad news',
  check: (evidence) => {
    const byWebhook = Map.groupBy(evidence.rows.notices, ({ webhook_id: webhook }) => webhook)
    return [
      ...[...byWebhook].flatMap(([webhook, notices]) => outOfTurn(evidence, webhook, notices)),
      ...evidence.rows.webhooks.flatMap(({ id }) => untold(evidence, id, byWebhook.get(id) ?? [])),
    ]
  },
}

function outOfTurn(evidence: Evidence, webhook: string, notices: NoticeFact[]): string[] {
  return notices.flatMap(({ kind, delivery_id: delivery }, index) => {
    // What it tells of is gone.
    if (!evidence.delivery.has(delivery ?? '') && placed(evidence.entries, 'pruned').length > 0) return []
    const before = notices[index - 1]?.kind
    const automatic = evidence.attemptsOf(delivery ?? '').filter(({ manual }) => manual === 0)
    switch (kind) {
      case 'early': {
        const third = automatic.filter(({ counted }) => counted === 1)[earlyAt - 1]
        if (!third || third.code === 'accepted')
          return [`${webhook}: early for ${delivery}, which has not failed so often`]
        return before === undefined || before === 'recovered' || isEnabled(evidence, webhook)
          ? []
          : [`${webhook}: early after ${before}`]
      }
      case 'recovered':
        if (!automatic.some(({ code }) => code === 'accepted'))
          return [`${webhook}: recovered, but ${delivery} did not arrive`]
        // The bad news before the oldest that is left may be gone.
        if (before === undefined && placed(evidence.entries, 'pruned').length > 0) return []
        return before === 'early' || before === 'disabled' ? [] : [`${webhook}: recovered after ${before ?? 'nothing'}`]
      default:
        return []
    }
  })
}

/** Enabling begins anew: what was said before it is over. */
const isEnabled = ({ entries }: Pick<Evidence, 'entries'>, webhook: string) =>
  placed(entries, 'enabled').some((entry) => entry.webhook === webhook)

/** What should have been said, and was not. */
function untold({ entries, rows, attemptsOf, delivery }: Evidence, webhook: string, notices: NoticeFact[]): string[] {
  if (placed(entries, 'pruned').length > 0) return []
  const settled = placed(entries, 'settled').filter(({ delivery: id }) => delivery.get(id)?.webhook_id === webhook)
  const last = notices.at(-1)
  const off = placed(entries, 'disabled', 'deleted').some((entry) => entry.webhook === webhook)
  if (last === undefined && !off) {
    const third = rows.deliveries
      .filter((row) => row.webhook_id === webhook)
      .flatMap(
        ({ id }) => attemptsOf(id).filter(({ manual, counted }) => manual === 0 && counted === 1)[earlyAt - 1] ?? [],
      )
      .find(
        ({ code }) =>
          code !== null && code !== 'accepted' && code !== 'unknown' && code !== 'stopped' && !hopeless.has(code),
      )
    return third ? [`${webhook}: nobody heard of ${third.delivery_id} attempt ${third.number} (${third.code})`] : []
  }
  if (last === undefined || last.kind === 'recovered' || isEnabled({ entries }, webhook)) return []
  const cause = settled.findLast(
    (entry) => entry.delivery === last.delivery_id && entry.end?.code !== 'accepted',
  )?.place
  if (cause === undefined) return []
  const isOn = (place: number) =>
    placed(entries.slice(0, place), 'disabled', 'enabled', 'deleted', 'restored').findLast(
      (entry) => entry.webhook === webhook,
    )
  const arrived = settled.find(({ place, end }) => {
    if (place <= cause || end?.code !== 'accepted' || end.manual) return false
    const state = isOn(place)?.kind
    return state === undefined || state === 'enabled'
  })
  return arrived ? [`${webhook}: nobody heard that ${arrived.delivery} arrived after bad news`] : []
}
