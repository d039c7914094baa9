import type { MailFault } from '../../preload/contract/email.ts'
import type { Explanation } from '../../preload/contract/outcome.ts'
import type { MailFailure } from './mail-trace.ts'

/** A failure in three lines. {host} and {said} are filled in: the mail server, and what it said. */
export function explainMail({ code, said }: Pick<MailFailure, 'code' | 'said'>, host: string): Explanation {
  const { what, why, next } = words[code]
  const quoted = said === null || said === '' ? 'It gave no reason.' : `It said: ${said}`
  // By a function: in a replacement text, `$&` and the like would be read as patterns.
  const fill = (text: string) =>
    text.replace(/\{(host|said)\}/g, (_whole, name: string) => (name === 'host' ? host : quoted))
  return { what: fill(what), why: fill(why), next: fill(next) }
}

/** In one sentence, for lists. */
export const summariseMail = (failure: Pick<MailFailure, 'code' | 'said'>, host: string): string =>
  explainMail(failure, host).what

const words: Record<MailFault, Explanation> = {
  name_unknown: {
    what: 'The name {host} does not exist in DNS.',
    why: 'It is misspelt, or it is known only inside a network this workstation is not in.',
    next: 'Check the spelling of the mail server, and connect the VPN if it is internal.',
  },
  name_unanswered: {
    what: 'DNS gave no answer for {host}.',
    why: 'Most likely this workstation has no network, or its DNS server is down.',
    next: 'Check the network of this workstation.',
  },
  connection_refused: {
    what: '{host} refused the connection.',
    why: 'No mail server listens on this port, or a firewall refuses.',
    next: 'Check the port: 465 is usual with TLS, 587 with STARTTLS.',
  },
  unreachable: {
    what: '{host} can’t be reached.',
    why: 'The mail server is down, in another network, or a firewall drops what is sent to this port.',
    next: 'Connect the VPN if it is internal, check the port, and ask whether the firewall lets mail through.',
  },
  address_blocked: {
    what: '{host} leads to an address nothing is ever sent to.',
    why: 'Link-local, cloud metadata, multicast and reserved addresses are refused, and so are ports this app listens on.',
    next: 'Enter the real name and port of the mail server, or have its name corrected in DNS.',
  },
  cut: {
    what: '{host} closed the connection in the middle.',
    why: 'The server restarted, turned this workstation away, or a firewall cut it off.',
    next: 'Test again. If it stays, ask whoever runs the mail server.',
  },
  untrusted: {
    what: 'The certificate of {host} is not from an authority this app trusts, or was revoked.',
    why: 'The mail server uses an internal or self-signed certificate, or something on the way shows one of its own.',
    next: 'Paste the certificate of its authority under CA certificate, then test again.',
  },
  expired: {
    what: 'The certificate of {host} has expired.',
    why: 'Nobody renewed it, or the clock of this workstation is wrong.',
    next: 'Have the certificate renewed. Check the date of this workstation too.',
  },
  not_yet_valid: {
    what: 'The certificate of {host} is not valid yet.',
    why: 'It was issued for later, or the clock of this workstation is behind.',
    next: 'Check the date of this workstation, then the certificate of the mail server.',
  },
  wrong_host: {
    what: 'The certificate it showed is not for {host}.',
    why: 'The mail server has another name in its certificate, or something else answers at this address.',
    next: 'Enter the name the certificate was made for as mail server.',
  },
  tls_weak: {
    what: '{host} offers no TLS that is safe enough.',
    why: 'It speaks only a version older than TLS 1.2, or its key or signature is too weak.',
    next: 'Have TLS 1.2 or 1.3 switched on at the mail server, with a current certificate.',
  },
  tls_failed: {
    what: 'No secure connection to {host} came about.',
    why: 'The port does not speak TLS from the first byte on, or the handshake was cut off.',
    next: 'With port 587 or 25 choose STARTTLS, with port 465 choose TLS.',
  },
  proxy_unreachable: {
    what: 'The proxy on the way to {host} can’t be reached.',
    why: 'It is down, its address is wrong, or this workstation is not in its network.',
    next: 'Check the proxy below, or in Settings → Network.',
  },
  proxy_login: {
    what: 'The proxy does not accept the user and password it was given.',
    why: 'They are missing, wrong, or have expired.',
    next: 'Enter the user and password of the proxy again.',
  },
  proxy_denied: {
    what: 'The proxy refuses to connect to {host}.',
    why: 'Its rules do not allow this server or this port; many web proxies let no mail through.',
    next: 'Ask whoever runs the proxy to allow it, or choose no proxy for mail.',
  },
  proxy_failed: {
    what: 'The proxy failed on the way to {host}.',
    why: 'It is none of its kind, its certificate is not trusted, or it did not open a way in time.',
    next: 'Check kind, address and port of the proxy.',
  },
  not_smtp: {
    what: 'What answers at {host} is no mail server.',
    why: 'Another kind of service listens on this port.',
    next: 'Check the port: 465 is usual with TLS, 587 with STARTTLS.',
  },
  no_starttls: {
    what: '{host} offers no STARTTLS, so nothing was sent.',
    why: 'The server speaks plain text only, or something on the way took the offer out.',
    next: 'Try TLS with port 465. Mail is never sent, and no password given, without encryption.',
  },
  slow: {
    what: '{host} did not answer in time.',
    why: 'It is overloaded, makes strangers wait, or the port wants TLS from the first byte on.',
    next: 'Check that 465 goes with TLS and 587 with STARTTLS, then test again.',
  },
  turned_away: {
    what: '{host} turned this workstation away.',
    why: '{said}',
    next: 'Ask whoever runs the mail server to let this workstation send through it.',
  },
  no_login_offered: {
    what: '{host} does not offer this way to log in.',
    why: 'It knows no passwords, or no OAuth2 tokens, on this port.',
    next: 'Choose the other way to log in, or None if it takes mail from this network without.',
  },
  login_wanted: {
    what: '{host} wants a login first.',
    why: '{said}',
    next: 'Choose Password or OAuth2 token, and enter the user.',
  },
  login_refused: {
    what: '{host} does not accept this user and password.',
    why: '{said}',
    next: 'Enter them again. Many providers want an app password in place of the usual one.',
  },
  token_refused: {
    what: '{host} does not accept this OAuth2 token.',
    why: '{said}',
    next: 'Get a new access token and enter it here. Most of them are good for an hour.',
  },
  later: {
    what: '{host} takes no mail just now.',
    why: '{said}',
    next: 'Nothing to do at first. If it stays, ask whoever runs the mail server.',
  },
  sender_refused: {
    what: '{host} takes no mail from this sender.',
    why: '{said}',
    next: 'Enter an address under From that this user may send as.',
  },
  recipients_refused: {
    what: '{host} takes mail for none of the recipients.',
    why: '{said}',
    next: 'Check the addresses under To.',
  },
  recipients_later: {
    what: '{host} takes no mail for the recipients just now.',
    why: '{said}',
    next: 'Nothing to do at first: many servers take mail from strangers only at a second try (greylisting).',
  },
  message_refused: {
    what: '{host} refused the mail itself.',
    why: '{said}',
    next: 'Ask whoever runs the mail server what its filter does not like.',
  },
  secret_unreadable: {
    what: 'The stored password of the mail server can’t be opened.',
    why: 'The keyring of this workstation is locked, was reset, or belongs to another user.',
    next: 'Unlock the keyring, or enter the password again.',
  },
  stopped: {
    what: 'The mail was broken off.',
    why: 'The app was closed, or the workstation went to sleep.',
    next: 'Nothing to do: it goes out by itself.',
  },
  unknown: {
    what: 'Whether this mail arrived is not known.',
    why: 'It was handed to {host} whole, but the connection or the app ended before an answer.',
    next: 'Look into the mailbox. It is not sent again, so that nobody gets it twice.',
  },
  internal: {
    what: 'This app failed while it sent the mail.',
    why: 'A fault in Castellan Webhooks, not in {host}.',
    next: 'Please report it with the log file from the data folder.',
  },
}
