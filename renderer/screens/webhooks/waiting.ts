import type { NetworkState } from '../../../preload/contract/changes.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'

const networkReasons: Record<NetworkState, string | null> = {
  up: null,
  down: 'Waiting for network',
  asleep: 'Waiting for this workstation to wake',
}

/** What of this workstation's own keeps a webhook from sending, in words; null where nothing does. */
export function waitingReason({ status, waiting, pending }: Webhook, network: NetworkState): string | null {
  if (status.kind === 'disabled') return null
  if (waiting) return asWait(waiting.reason.replace(/\.$/, ''))
  // With nothing to send it waits for nothing.
  return pending > 0 ? networkReasons[network] : null
}

/** "Proxy unreachable" is a cause; "Waiting for network" says already what comes of it. */
const asWait = (reason: string) =>
  /^waiting/i.test(reason) ? reason : `Waiting: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
