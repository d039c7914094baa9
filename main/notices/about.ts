import type { NoticeAbout } from '../../preload/contract/notice.ts'
import type { Ledger } from '../ledger/open.ts'
import type { NoticeRow } from '../ledger/notices.ts'

/** What a notice tells of. `isGone`: it was deleted meanwhile, so that nothing is told of it any more. */
export function aboutOf(ledger: Ledger, notice: NoticeRow): NoticeAbout & { isGone: boolean } {
  if (notice.rule_id !== null) {
    const rule = ledger.rules.get(notice.rule_id)
    const name = rule?.name ?? 'Deleted rule'
    return { kind: 'rule', id: notice.rule_id, name, isGone: rule === null || rule.removed_at !== null }
  }
  const id = notice.webhook_id ?? ''
  const webhook = ledger.webhooks.get(id)
  const name = webhook?.definition.name ?? 'Deleted webhook'
  return { kind: 'webhook', id, name, isGone: webhook === null || webhook.removed_at !== null }
}
