import type { OutcomeCode } from '../../preload/contract/outcome.ts'

/**
 * `short` fits behind a status; the other three are what happened, why most likely, what to do next. They serve tests,
 * last attempts and redeliveries too, so they promise no retry: that is said in front of `next` where it is true, and
 * where it isn't, `passing` says that sending again later may be all that is needed.
 */
export type Words = { short: string; what: string; why: string; next: string; passing?: true }

export type Failure = Exclude<OutcomeCode, 'accepted'>

/** {host}, {status} and {location} are filled in. A code without words does not compile. */
export const words: Record<Failure, Words> = {
  redirect: {
    short: 'redirects elsewhere',
    what: '{host} answered {status} and points to {location}.',
    why: 'The endpoint has moved. Redirects are not followed, because the new place was never agreed to.',
    next: 'If you trust the new address, put it into the URL of the webhook and test again.',
  },
  bad_request: {
    short: 'request not understood',
    what: '{host} answered {status}: it does not understand the request.',
    why: 'Most likely it expects another body than the one it was sent.',
    next: 'Read its answer below, and check that the URL belongs to an endpoint that takes this kind of event.',
  },
  unauthorized: {
    short: 'credentials refused',
    what: '{host} answered 401: it does not accept the credentials.',
    why: 'A token is missing, was revoked, or belongs to another system.',
    next: 'Replace the Authorization header or the token of the webhook, then test again.',
  },
  forbidden: {
    short: 'not allowed',
    what: '{host} answered 403: the request is not allowed.',
    why: 'The credentials are known but lack a permission, or an address filter keeps this workstation out.',
    next: 'Ask the owner of {host} to allow this webhook, then test again.',
  },
  not_found: {
    short: 'nothing at this URL',
    what: '{host} answered 404: there is nothing at this URL.',
    why: 'The path is misspelt, or the endpoint was deleted.',
    next: 'Copy the URL again from the receiving system and replace it.',
  },
  gone: {
    short: 'gone for good',
    what: '{host} answered 410: the endpoint is gone for good.',
    why: 'Its owner removed it on purpose and asks not to be called again.',
    next: 'Make a new endpoint in the receiving system, replace the URL, then enable the webhook.',
  },
  too_large: {
    short: 'event too large',
    what: '{host} answered 413: the event is too large for it.',
    why: 'The receiver limits how large a request may be.',
    next: 'Raise its limit, or send less data in the event.',
  },
  rate_limited: {
    short: 'too many requests',
    what: '{host} answered 429: it gets too many requests.',
    why: 'The receiver limits how many requests it takes in a while.',
    next: 'If it happens often, set a rate limit on the webhook.',
    passing: true,
  },
  client_error: {
    short: 'request refused',
    what: '{host} answered {status}: it refuses the request.',
    why: 'Something about the method, the headers or the body does not suit it.',
    next: 'Read its answer below, and check the URL and headers against its documentation.',
  },
  server_error: {
    short: 'receiver failed',
    what: '{host} answered {status}: it failed while handling the request.',
    why: 'The trouble is on the receiving side.',
    next: 'If it stays, tell the owner of {host}.',
    passing: true,
  },
  unavailable: {
    short: 'receiver unavailable',
    what: '{host} answered 503: it is not available now.',
    why: 'Most likely it is overloaded or under maintenance.',
    next: 'If it stays, tell the owner of {host}.',
    passing: true,
  },
  unexpected_status: {
    short: 'strange answer',
    what: '{host} answered {status}, which is no success.',
    why: 'Only a status from 200 to 299 says that the event was taken.',
    next: 'Check that the URL leads to a webhook endpoint.',
  },
  dns_not_found: {
    short: 'host name not found',
    what: 'The name {host} does not exist in DNS.',
    why: 'It is misspelt, or it is known only inside a network this workstation is not in.',
    next: 'Check the spelling, and connect the VPN if the receiver is internal.',
  },
  dns_temporary: {
    short: 'DNS does not answer',
    what: 'DNS gave no answer for {host}.',
    why: 'Most likely this workstation has no network, or its DNS server is down.',
    next: 'Check the network of this workstation.',
  },
  connect_refused: {
    short: 'connection refused',
    what: '{host} refused the connection.',
    why: 'Nothing listens on this port: the service is stopped, or the port is wrong.',
    next: 'Check the port in the URL, and that the service on {host} runs.',
  },
  connect_unreachable: {
    short: 'host unreachable',
    what: 'There is no way to {host} from this workstation.',
    why: 'The network is down, the receiver is in one this workstation is not in, or a firewall here blocks the app.',
    next: 'Check the network and the firewall of this workstation, and connect the VPN if the receiver is internal.',
  },
  connection_reset: {
    short: 'connection closed',
    what: '{host} closed the connection without an answer.',
    why: 'The service restarted, or a firewall or proxy on the way cut it off.',
    next: 'If it stays, ask whoever runs {host} or the firewall.',
    passing: true,
  },
  timeout_dns: {
    short: 'DNS too slow',
    what: 'DNS did not answer for {host} within 10 s.',
    why: 'The DNS server of this workstation is slow or unreachable.',
    next: 'Check the network of this workstation.',
  },
  timeout_connect: {
    short: 'no connection within 10 s',
    what: '{host} did not accept a connection within 10 s.',
    why: 'The host is down, or a firewall drops the packets without a word.',
    next: 'Check that {host} is up and that the firewall lets this workstation through.',
  },
  timeout_tls: {
    short: 'no TLS within 10 s',
    what: '{host} accepted the connection but did not finish the TLS handshake within 10 s.',
    why: 'The port does not speak TLS, or something on the way inspects and stalls it.',
    next: 'Check the port in the URL, and ask whether a TLS inspection is in between.',
  },
  timeout_send: {
    short: 'not taken within 10 s',
    what: '{host} did not take the whole request within 10 s.',
    why: 'The receiver or the network is very slow.',
    next: 'If it stays, look at the load of {host}.',
    passing: true,
  },
  timeout_answer: {
    short: 'no answer within 10 s',
    what: '{host} took the request but did not answer within 10 s.',
    why: 'The receiver does its work before it answers, or hangs.',
    next: 'Have it answer first and work afterwards. It may have taken the event all the same.',
  },
  tls_untrusted: {
    short: 'certificate not trusted',
    what: 'The certificate of {host} is not from an authority this app trusts.',
    why: 'The receiver uses an internal or self-signed certificate.',
    next: 'Add the certificate of its authority under CA certificate in the webhook, then test again.',
  },
  tls_expired: {
    short: 'certificate expired',
    what: 'The certificate of {host} has expired.',
    why: 'Nobody renewed it, or the clock of this workstation is wrong.',
    next: 'Have the certificate on {host} renewed. Check the date of this workstation too.',
  },
  tls_not_yet_valid: {
    short: 'certificate not valid yet',
    what: 'The certificate of {host} is not valid yet.',
    why: 'It was issued for later, or the clock of this workstation is behind.',
    next: 'Check the date of this workstation, then the certificate on {host}.',
  },
  tls_wrong_host: {
    short: 'certificate for another host',
    what: 'The certificate it showed is not for {host}.',
    why: 'The URL uses another name than the certificate, or something else answers at this address.',
    next: 'Use the name the certificate was made for in the URL.',
  },
  tls_handshake: {
    short: 'TLS failed',
    what: 'No secure connection to {host} came about.',
    why: 'The port does not speak TLS, only speaks a version older than 1.2, or asks for a client certificate.',
    next: 'Check the port in the URL, and that {host} offers TLS 1.2 or 1.3 and asks for no client certificate.',
  },
  answer_malformed: {
    short: 'answer is not HTTP',
    what: 'What {host} answered is not HTTP.',
    why: 'Another kind of service listens on this port.',
    next: 'Check the port in the URL.',
  },
  answer_cut: {
    short: 'answer broke off',
    what: 'The answer of {host} broke off in the middle.',
    why: 'The connection was cut while it answered. It may have taken the event.',
    next: 'If it stays, ask whoever runs {host} or the network in between.',
    passing: true,
  },
  blocked_address: {
    short: 'address never allowed',
    what: '{host} leads to an address nothing is ever sent to.',
    why: 'Link-local, cloud metadata, multicast and unspecified addresses are refused on every workstation.',
    next: 'Use the real address of the receiver in the URL.',
  },
  unsendable_header: {
    short: 'header can’t be sent',
    what: 'A header of this webhook can’t be sent.',
    why: 'Its value has characters that HTTP does not allow.',
    next: 'Replace the value of the header.',
  },
  unrenderable_body: {
    short: 'body can’t be made',
    what: 'The body of the request could not be made from this event.',
    why: 'The stored event can’t be read, or does not suit the receiver.',
    next: 'Fire the event again. Other events are not affected.',
  },
  unreadable_secret: {
    short: 'secrets can’t be read',
    what: 'The stored URL and secrets of this webhook can’t be opened.',
    why: 'The keyring of this workstation is locked, was reset, or belongs to another user.',
    next: 'Unlock the keyring, or enter the URL and secrets of the webhook again.',
  },
  unknown: {
    short: 'not known',
    what: 'The app stopped while this request was under way.',
    why: 'It may or may not have arrived at {host}.',
    next: 'It carries the same webhook-id each time, so the receiver can tell that it is the same.',
    passing: true,
  },
  stopped: {
    short: 'stopped',
    what: 'The request was broken off.',
    why: 'The webhook was disabled or deleted while it was under way.',
    next: 'The event is kept. If the webhook was disabled, enable it and send what is held. A deleted one gets nothing more.',
  },
  internal: {
    short: 'fault in this app',
    what: 'This app failed while it sent the request.',
    why: 'A fault in Castellan Webhooks, not in {host}.',
    next: 'Please report it with the log file from the data folder.',
    passing: true,
  },
}
