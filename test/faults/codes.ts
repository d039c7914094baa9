// What the outcome codes mean for the promises, said a second time: the checker does not ask the engine.

/** The workstation's own trouble: such an attempt is never counted. */
export const neverCounted = new Set([
  'no_network',
  'asleep',
  'unreadable_secret',
  'unusable_certificate',
  'proxy_unreachable',
  'proxy_auth',
  'proxy_denied',
  'proxy_blocked',
  'proxy_tls',
  'proxy_fault',
])

/** An attempt that is not counted ended in one of these. */
export const ownTrouble = new Set([...neverCounted, 'stopped', 'internal', 'proxy_no_route'])

/** No fault of the receiver, so no reason to disable its webhook. */
export const blameless = new Set([...ownTrouble, 'unknown'])

/** Sending the same again would meet the same: ended at once, without disabling. */
export const hopeless = new Set([
  'unrenderable_body',
  'unsendable_header',
  'oversized_body',
  'unusable_template',
  'blocked_address',
  'address_less_public',
])
