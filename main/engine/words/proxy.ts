import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'

/** The way through a proxy. */
export const proxyWords = {
  timeout_proxy: {
    short: 'proxy too slow',
    what: 'The proxy did not open a way to {host} within 10 s.',
    why: 'The proxy is overloaded, or waits for a receiver that does not answer.',
    next: 'Check the proxy in the webhook or in the settings, and that {host} is up.',
  },
  proxy_unreachable: {
    short: 'proxy unreachable',
    what: 'The proxy of this workstation can’t be reached, or does not answer.',
    why: 'It is down or hangs, its address is wrong, or this workstation is not in its network.',
    next: 'Check the proxy in the webhook or in the settings, and connect the VPN if the proxy is internal.',
  },
  proxy_auth: {
    short: 'proxy asks for a password',
    what: 'The proxy does not accept the user and password it was given.',
    why: 'They are missing, wrong, or have expired.',
    next: 'Enter the user and password of the proxy in the webhook or in Settings → Network. A proxy of the system has no place for them: choose Manual there and enter its address, user and password.',
  },
  proxy_denied: {
    short: 'proxy refuses',
    what: 'The proxy refuses to connect to {host}.',
    why: 'Its rules do not allow this receiver.',
    next: 'Ask whoever runs the proxy to allow {host}.',
  },
  proxy_blocked: {
    short: 'proxy at an address never allowed',
    what: 'The proxy is at an address nothing is ever sent to.',
    why: 'Link-local, cloud metadata, multicast and reserved addresses are refused, and so are ports this app listens on.',
    next: 'Correct the address of the proxy in the webhook or in the settings, or have its name corrected in DNS.',
  },
  proxy_tls: {
    short: 'proxy not trusted',
    what: 'The certificate of the proxy is not trusted, or its TLS failed.',
    why: 'Its authority is not in the store of this workstation, or the certificate has expired.',
    next: 'Have the authority of the proxy added to the certificate store of this workstation, then start this app again.',
  },
  proxy_fault: {
    short: 'proxy failed',
    what: 'The proxy failed, or this workstation did not say which proxy to use.',
    why: 'What is set as the proxy is none of its kind, or the proxy script (PAC) of this workstation gave no answer that can be used.',
    next: 'Check kind, address and port of the proxy in the webhook or in the settings, and the proxy script.',
  },
  proxy_no_route: {
    short: 'not reached by the proxy',
    what: 'The proxy could not reach {host}.',
    why: 'The receiver is down, or its name is not known to the proxy.',
    next: 'Check that {host} is up, and that it can be reached from where the proxy stands.',
  },
} satisfies Partial<Record<Failure, Words>>
