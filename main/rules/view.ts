import type { Rule, RuleState } from '../../preload/contract/rule.ts'
import type { RuleRow } from '../ledger/rules.ts'
import { isWithin } from './is-within.ts'
import { unreadableWords } from './stopping.ts'

/** A rule as the window sees it. */
export function viewRule(row: RuleRow, now: number): Rule {
  const when = row.definition?.when
  const learnMs = when?.kind === 'first' ? when.learnSeconds * 1000 : 0
  return {
    id: row.id,
    name: row.name,
    draft: row.definition,
    state: stateOf(row),
    createdAt: row.created_at,
    alerts: row.alerts,
    lastAlertAt: row.last_alert_at,
    learnsUntil: isWithin(row.begun_at, now, learnMs) ? row.begun_at + learnMs : null,
  }
}

function stateOf(row: RuleRow): RuleState {
  if (row.disabled_at !== null) return { kind: 'off', since: row.disabled_at }
  if (row.definition === null) return { kind: 'stopped', since: row.created_at, reason: unreadableWords }
  if (row.stopped_at !== null) return { kind: 'stopped', since: row.stopped_at, reason: row.stopped_reason ?? '' }
  return { kind: 'on' }
}
