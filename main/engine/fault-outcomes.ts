import type { OutcomeCode, Phase } from '../../preload/contract/outcome.ts'
import {
  abortedCode,
  blockedCode,
  lessPublicCode,
  pinCode,
  proxyAuthCode,
  proxyBlockedCode,
  proxyDeniedCode,
  proxyFaultCode,
  proxyNoRouteCode,
  proxyTlsCode,
  proxyUnreachableCode,
  unusableCertificateCode,
} from './fault-codes.ts'

export const timeouts: Record<Phase, OutcomeCode> = {
  dns: 'timeout_dns',
  connect: 'timeout_connect',
  proxy: 'timeout_proxy',
  tls: 'timeout_tls',
  send: 'timeout_send',
  answer: 'timeout_answer',
}

/** Of a code nobody has met yet. */
export const strangeFaults: Record<Phase, OutcomeCode> = {
  dns: 'dns_temporary',
  connect: 'connect_unreachable',
  proxy: 'proxy_fault',
  tls: 'tls_handshake',
  send: 'connection_reset',
  answer: 'connection_reset',
}

/** Codes that say the same in every phase: Node's, those of OpenSSL, of undici, and our own. */
export const faultOutcomes: Record<string, OutcomeCode> = {
  [blockedCode]: 'blocked_address',
  [lessPublicCode]: 'address_less_public',
  [unusableCertificateCode]: 'unusable_certificate',
  [pinCode]: 'tls_pin',
  [proxyUnreachableCode]: 'proxy_unreachable',
  [proxyBlockedCode]: 'proxy_blocked',
  [proxyAuthCode]: 'proxy_auth',
  [proxyDeniedCode]: 'proxy_denied',
  [proxyNoRouteCode]: 'proxy_no_route',
  [proxyTlsCode]: 'proxy_tls',
  [proxyFaultCode]: 'proxy_fault',

  ENOTFOUND: 'dns_not_found',
  EAI_AGAIN: 'dns_temporary',
  EAI_FAIL: 'dns_temporary',
  ECONNREFUSED: 'connect_refused',
  EHOSTUNREACH: 'connect_unreachable',
  ENETUNREACH: 'connect_unreachable',
  EHOSTDOWN: 'connect_unreachable',
  ENETDOWN: 'connect_unreachable',
  EADDRNOTAVAIL: 'connect_unreachable',
  // A firewall of this workstation answers instead of the network.
  EACCES: 'connect_unreachable',
  EPERM: 'connect_unreachable',
  EMFILE: 'internal',
  ENFILE: 'internal',

  // What OpenSSL found in the certificate (Node: doc/api/tls.md, "X509 certificate error codes").
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_wrong_host',
  HOSTNAME_MISMATCH: 'tls_wrong_host',
  CERT_REVOKED: 'tls_revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'tls_untrusted',
  CERT_SIGNATURE_FAILURE: 'tls_untrusted',
  CERT_CHAIN_TOO_LONG: 'tls_untrusted',
  PATH_LENGTH_EXCEEDED: 'tls_untrusted',
  CERT_UNTRUSTED: 'tls_untrusted',
  CERT_REJECTED: 'tls_untrusted',
  INVALID_CA: 'tls_untrusted',
  INVALID_PURPOSE: 'tls_weak',
  EE_KEY_TOO_SMALL: 'tls_weak',
  CA_KEY_TOO_SMALL: 'tls_weak',
  CA_MD_TOO_WEAK: 'tls_weak',
  ERR_SSL_EE_KEY_TOO_SMALL: 'tls_weak',
  ERR_SSL_CA_KEY_TOO_SMALL: 'tls_weak',
  ERR_SSL_CA_MD_TOO_WEAK: 'tls_weak',
  ERR_SSL_DH_KEY_TOO_SMALL: 'tls_weak',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls_version',
  ERR_SSL_WRONG_SSL_VERSION: 'tls_version',
  ERR_SSL_VERSION_TOO_LOW: 'tls_version',
  ERR_SSL_WRONG_CIPHER_RETURNED: 'tls_version',
  // Another protocol on the port, most often plain HTTP.
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls_handshake',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls_handshake',
  EPROTO: 'tls_handshake',

  UND_ERR_HEADERS_OVERFLOW: 'answer_headers_too_large',
  // What undici does not write: characters that HTTP does not allow.
  UND_ERR_INVALID_ARG: 'unsendable_header',
  // The app is closing its connections.
  [abortedCode]: 'stopped',
  UND_ERR_DESTROYED: 'stopped',
  UND_ERR_CLOSED: 'stopped',
  ERR_INVALID_PROTOCOL: 'internal',
}

/** What the other side says before it hangs up (RFC 8446 §6.2); OpenSSL puts the version in front of the name. */
export const alertOutcomes: Record<string, OutcomeCode> = {
  CERTIFICATE_REQUIRED: 'tls_client_required',
  BAD_CERTIFICATE: 'tls_client_refused',
  UNSUPPORTED_CERTIFICATE: 'tls_client_refused',
  CERTIFICATE_REVOKED: 'tls_client_refused',
  CERTIFICATE_EXPIRED: 'tls_client_refused',
  CERTIFICATE_UNKNOWN: 'tls_client_refused',
  UNKNOWN_CA: 'tls_client_refused',
  ACCESS_DENIED: 'tls_client_refused',
  DECRYPT_ERROR: 'tls_client_refused',
  PROTOCOL_VERSION: 'tls_version',
  INSUFFICIENT_SECURITY: 'tls_version',
}
