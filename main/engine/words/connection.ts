import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'

/** No way there, or no whole answer back. */
export const connectionWords = {
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
  answer_malformed: {
    short: 'answer is not HTTP',
    what: 'What {host} answered is not HTTP.',
    why: 'Another kind of service listens on this port.',
    next: 'Check the port in the URL.',
  },
  answer_headers_too_large: {
    short: 'answer headers too large',
    what: '{host} answered with more headers than HTTP clients take.',
    why: 'The receiver, or something in front of it, is wrongly set up.',
    next: 'Tell the owner of {host}. It may have taken the event all the same.',
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
    why: 'Refused everywhere: link-local, cloud metadata, multicast, unspecified, reserved and documentation addresses, and ports this app itself listens on.',
    next: 'Use the real address of the receiver in the URL.',
  },
  address_less_public: {
    short: 'address less public than agreed',
    what: '{host} now leads to an address that is less public than the one agreed to.',
    why: 'Its name was moved into your network, or somebody redirects it there.',
    next: 'If that is right, edit the webhook and save it: the form asks you to agree to the new address.',
  },
} satisfies Partial<Record<Failure, Words>>
