import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'

/** No secure connection. */
export const tlsWords = {
  tls_untrusted: {
    short: 'certificate not trusted',
    what: 'The certificate of {host} is not from an authority this app trusts.',
    why: 'The receiver uses an internal or self-signed certificate.',
    next: 'Add the certificate of its authority as CA certificate under TLS in the webhook, then test again.',
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
  tls_revoked: {
    short: 'certificate revoked',
    what: 'The certificate of {host} was revoked.',
    why: 'Its authority took it back, most often because the key was lost.',
    next: 'Have the owner of {host} install a new certificate.',
  },
  tls_weak: {
    short: 'certificate too weak',
    what: 'The certificate of {host} is too weak, or was not made for a server.',
    why: 'Its key is too short, its signature outdated, or its purpose another one.',
    next: 'Have the owner of {host} install a certificate made for this server.',
  },
  tls_version: {
    short: 'TLS too old',
    what: '{host} offers no TLS that is safe enough.',
    why: 'It speaks only a version older than TLS 1.2, or only outdated ciphers.',
    next: 'Have TLS 1.2 or 1.3 switched on at {host}.',
  },
  tls_pin: {
    short: 'another key than pinned',
    what: '{host} showed another public key than the one pinned in the webhook.',
    why: 'Its key was replaced, or something on the way shows a certificate of its own.',
    next: 'Ask the owner of {host} whether the key was replaced. Only then pin the new one.',
  },
  tls_client_required: {
    short: 'client certificate missing',
    what: '{host} asks for a client certificate.',
    why: 'The receiver lets in only clients that show a certificate it knows.',
    next: 'Add the client certificate in the webhook, then test again.',
  },
  tls_client_refused: {
    short: 'client certificate refused',
    what: '{host} does not accept the client certificate of this webhook.',
    why: 'It has expired, was revoked, or is from an authority the receiver does not know.',
    next: 'Ask the owner of {host} for a valid client certificate and replace it in the webhook.',
  },
  tls_handshake: {
    short: 'TLS failed',
    what: 'No secure connection to {host} came about.',
    why: 'The port does not speak TLS, or {host} ended the handshake without saying why.',
    next: 'Check the port in the URL. If {host} asks for a client certificate, add it in the webhook.',
  },
} satisfies Partial<Record<Failure, Words>>
