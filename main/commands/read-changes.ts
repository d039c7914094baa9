import type { Change } from '../../preload/contract/changes.ts'
import type { Touched } from '../bridge/to-tell.ts'
import { listNotices } from '../notices/list.ts'
import type { Effects } from './effects.ts'
import { viewRule } from '../rules/view.ts'
import { viewDelivery, viewWebhook } from './views.ts'

/** The current views of what was touched. */
export function readChanges(
  {
    ledger,
    clock,
    settings,
    problems,
    network,
    sources,
    mail,
    desktop,
  }: Pick<Effects, 'ledger' | 'clock' | 'settings' | 'problems' | 'network' | 'sources' | 'mail' | 'desktop'>,
  touched: Touched,
): Change[] {
  const changes: Change[] = []
  for (const id of touched.webhooks) {
    const row = ledger.webhooks.get(id)
    if (!row || row.removed_at !== null) changes.push({ kind: 'webhook.removed', id })
    else changes.push({ kind: 'webhook', webhook: viewWebhook(ledger, row, clock.now()) })
  }
  const events = new Set(touched.events)
  for (const id of touched.deliveries) {
    const row = ledger.deliveries.listed(id)
    if (!row) continue
    changes.push({ kind: 'delivery', delivery: viewDelivery(row) })
    // An event's line says how many of its deliveries have arrived.
    events.add(row.event_id)
  }
  for (const id of events) {
    const event = ledger.events.row(id)
    if (event) changes.push({ kind: 'event', event })
  }
  if (touched.agents) changes.push({ kind: 'agents', agents: ledger.agents.counts() })
  if (touched.rules) changes.push({ kind: 'rules', rules: ledger.rules.all().map((row) => viewRule(row, clock.now())) })
  if (touched.settings) changes.push({ kind: 'settings', settings: settings.get() })
  if (touched.problems) changes.push({ kind: 'problems', problems: problems() })
  if (touched.network) changes.push({ kind: 'network', network: network.state() })
  if (touched.sources) changes.push({ kind: 'sources', sources: sources.all() })
  if (touched.mails) changes.push({ kind: 'mails', mails: mail.list() })
  if (touched.notices) changes.push({ kind: 'notices', notices: listNotices(ledger, desktop.untold()) })
  if (touched.webhooks.size > 0 || touched.deliveries.size > 0) {
    changes.push({ kind: 'counters', counters: ledger.deliveries.counters() })
  }
  if (touched.show !== undefined) changes.push({ kind: 'show', place: touched.show })
  return changes
}
