import type { OutcomeCode, Trace } from '../../preload/contract/outcome.ts'

/** How often, ms, one request looks whether a trouble of the workstation is over. */
export const probeEvery = 30_000

/** What keeps this workstation, or the webhook's own settings, from sending. No receiver has failed: it counts nowhere. */
const ownTrouble = new Set<OutcomeCode>([
  'no_network',
  'asleep',
  'proxy_unreachable',
  'proxy_auth',
  'proxy_denied',
  'proxy_blocked',
  'proxy_tls',
  'proxy_fault',
  'unreadable_secret',
  'unusable_certificate',
])

/** What a receiver that is gone and a cable that is out look like alike. */
const maybeNetwork = new Set<OutcomeCode>([
  'dns_not_found',
  'dns_temporary',
  'connect_refused',
  'connect_unreachable',
  'connection_reset',
  'timeout_dns',
  'timeout_connect',
  'timeout_proxy',
  'timeout_tls',
  'timeout_send',
  'timeout_answer',
  'proxy_unreachable',
  // A proxy script is read over the network, too.
  'proxy_fault',
])

/** All webhooks have it together, and it is over for all of them at once. */
export const isNetworkTrouble = (code: unknown): code is 'no_network' | 'asleep' =>
  code === 'no_network' || code === 'asleep'

export const isOwnTrouble = (code: OutcomeCode): boolean => ownTrouble.has(code)

/** Where there was no network for a part of an attempt, what may come of that came of that. Pure. */
export const blameNetwork = (code: OutcomeCode, wasUp: boolean): OutcomeCode =>
  !wasUp && maybeNetwork.has(code) ? 'no_network' : code

/** Whether bytes of the request may have reached the receiver: then its row is never dropped. */
export const mayHaveLeft = (trace: Trace | null): boolean => trace?.phases.send !== undefined
