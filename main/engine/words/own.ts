import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'

/** What never left this workstation, or is not known of what did. */
export const ownWords = {
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
  oversized_body: {
    short: 'body too large',
    what: 'The body for {host} is larger than it takes, though all that comes from the event was shortened.',
    why: 'The template has too much text of its own, or names the link of the event, which is always whole, too often.',
    next: 'Shorten the template under Body in the webhook until its preview fits, save, and send the event again.',
  },
  unusable_template: {
    short: 'template makes no body',
    what: 'The template of this webhook makes no body of this event.',
    why: 'The stored template can’t be read, or all of it is one value that this event does not have.',
    next: 'Correct the template under Body in the webhook, where its preview says what is wrong, or take the receiver’s own body; save, and send the event again.',
  },
  unusable_certificate: {
    short: 'client certificate unusable',
    what: 'The client certificate of this webhook can’t be used.',
    why: 'It is damaged, its passphrase is wrong, or its key does not belong to it.',
    next: 'Enter the client certificate of the webhook again.',
  },
  unreadable_secret: {
    short: 'secrets can’t be read',
    what: 'The stored URL and secrets of this webhook can’t be opened.',
    why: 'The keyring of this workstation is locked, was reset, or belongs to another user.',
    next: 'Unlock the keyring, or enter the URL and secrets of the webhook again.',
  },
  no_network: {
    short: 'waiting for network',
    what: 'This workstation has no network.',
    why: 'It is offline: the cable, the Wi-Fi or the VPN is not connected.',
    next: 'Connect the network. No attempt is counted while it is away.',
  },
  asleep: {
    short: 'interrupted by sleep',
    what: 'This workstation went to sleep while the request was under way.',
    why: 'A sleeping workstation sends nothing.',
    next: 'Nothing is wrong with {host}. The attempt is not counted.',
  },
  unknown: {
    short: 'not known',
    what: 'The app, or the part of it that sends, stopped while this request was under way.',
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
} satisfies Partial<Record<Failure, Words>>
