import type { NetworkState } from '../../preload/contract/changes.ts'
import { statusOf } from '../engine/status.ts'
import type { Ledger } from '../ledger/open.ts'

/** How things stand, in short: for where there is no window to see it in. */
export type Outlook = {
  /** The worst there is. `stopped`: the ledger can't be used, so nothing is received or sent. */
  state: 'ok' | 'warning' | 'disabled' | 'stopped'
  /** Webhooks that fail, or were disabled by something other than the analyst. */
  troubled: number
  /** All webhooks there are. */
  webhooks: number
  /** Deliveries and e-mails that are still to be sent. */
  deliveries: number
  mails: number
  /** Notices. */
  unread: number
  network: NetworkState
}

export const noOutlook: Outlook = {
  state: 'stopped',
  troubled: 0,
  webhooks: 0,
  deliveries: 0,
  mails: 0,
  unread: 0,
  network: 'up',
}

/** `mailed`: notices are mailed; otherwise those that wait for it are about to be dropped. */
export function readOutlook(ledger: Ledger, network: NetworkState, mailed: boolean): Outlook {
  const webhooks = ledger.webhooks.all()
  const statuses = webhooks.map((row) => statusOf(row, ledger.deliveries.furthest(row.id)))
  const disabled = statuses.filter((status) => status.kind === 'disabled' && status.by !== 'user').length
  const warning = statuses.filter(({ kind }) => kind === 'warning').length
  return {
    state: disabled > 0 ? 'disabled' : warning > 0 ? 'warning' : 'ok',
    troubled: disabled + warning,
    webhooks: webhooks.length,
    deliveries: ledger.deliveries.counters().pending,
    mails: mailed ? ledger.outbox.waiting('mail') : 0,
    unread: ledger.notices.unread(),
    network,
  }
}
