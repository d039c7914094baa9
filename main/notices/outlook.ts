import type { NetworkState, Problem } from '../../preload/contract/changes.ts'
import { statusOf } from '../engine/status.ts'
import type { LedgerFault } from '../ledger/fault.ts'
import type { Ledger } from '../ledger/open.ts'

/** How things stand, in short: for where there is no window to see it in. */
export type Outlook = {
  /**
   * The worst there is. `disabled`: a webhook is, or new events are refused. `stopped`: the ledger can't be used, so
   * nothing is received or sent.
   */
  state: 'ok' | 'warning' | 'disabled' | 'stopped'
  /** What keeps the running ledger from being written. */
  fault: LedgerFault | null
  /** What the window says above everything else; the first of it. */
  problem: string | null
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
  fault: null,
  problem: null,
  troubled: 0,
  webhooks: 0,
  deliveries: 0,
  mails: 0,
  unread: 0,
  network: 'up',
}

type Around = {
  network: NetworkState
  /** Notices are mailed; otherwise those that wait for it are about to be dropped. */
  mailed: boolean
  /** All that the window shows as banners. */
  problems: readonly Problem[]
}

export function readOutlook(ledger: Ledger, { network, mailed, problems }: Around): Outlook {
  const webhooks = ledger.webhooks.all()
  const statuses = webhooks.map((row) => statusOf(row, ledger.deliveries.furthest(row.id)))
  const disabled = statuses.filter((status) => status.kind === 'disabled' && status.by !== 'user').length
  const warning = statuses.filter(({ kind }) => kind === 'warning').length
  const fault = ledger.trouble.current()
  return {
    state: fault !== null || disabled > 0 ? 'disabled' : warning > 0 || problems.length > 0 ? 'warning' : 'ok',
    fault,
    problem: problems[0]?.message ?? null,
    troubled: disabled + warning,
    webhooks: webhooks.length,
    deliveries: ledger.deliveries.counters().pending,
    mails: mailed ? ledger.outbox.waiting('mail') : 0,
    unread: ledger.notices.unread(),
    network,
  }
}

/** For callers that are not to fail because the ledger does: then `noOutlook`. `failed` is told once, until it can be read again. */
export function makeOutlook(read: () => Outlook, failed: (error: unknown) => void): () => Outlook {
  let told = false
  return () => {
    try {
      const outlook = read()
      told = false
      return outlook
    } catch (error) {
      if (!told) failed(error)
      told = true
      return noOutlook
    }
  }
}
