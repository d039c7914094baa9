/**
 * Codes of our own for what went wrong while connecting, beside Node's (ENOTFOUND, ECONNREFUSED, CERT_HAS_EXPIRED …).
 * With a proxy, Node's are about the receiver in every phase: its name (SOCKS only), or TLS with it through the proxy.
 */

/** Some address of the name is one nothing is ever sent to. */
export const blockedCode = 'ECASTELLANBLOCKED'
/** Some address of the name is less public than what was agreed to. */
export const lessPublicCode = 'ECASTELLAN_LESS_PUBLIC'
/** The client certificate or its key can't be used: damaged, not a pair, or the passphrase is wrong. */
export const unusableCertificateCode = 'ECASTELLAN_UNUSABLE_CERTIFICATE'
/** No public key of the chain is one of those the webhook is pinned to. */
export const pinCode = 'ECASTELLAN_PIN'
/** The caller's signal ended it; the phase says where. */
export const abortedCode = 'ECASTELLAN_ABORTED'

/** No connection to the proxy: name not found, refused, unreachable, or too late or cut before it was asked for the receiver. */
export const proxyUnreachableCode = 'ECASTELLAN_PROXY_UNREACHABLE'
/** Some address of the proxy is one nothing is ever sent to, or a port of our own. */
export const proxyBlockedCode = 'ECASTELLAN_PROXY_BLOCKED'
/** The proxy wants a user and password, or other ones. */
export const proxyAuthCode = 'ECASTELLAN_PROXY_AUTH'
/** The proxy does not allow the receiver. */
export const proxyDeniedCode = 'ECASTELLAN_PROXY_DENIED'
/** The proxy could not reach the receiver. */
export const proxyNoRouteCode = 'ECASTELLAN_PROXY_NO_ROUTE'
/** The certificate of an https proxy, or its handshake. */
export const proxyTlsCode = 'ECASTELLAN_PROXY_TLS'
/** The proxy answered what no proxy of this kind answers, hung up, or failed itself. */
export const proxyFaultCode = 'ECASTELLAN_PROXY_FAULT'
