import type { AddressClass } from '../../preload/contract/outcome.ts'

/** A client certificate, opened: never stored, logged or shown. `pfx` is the bytes of a .p12 file. */
export type ClientCertificate =
  | { kind: 'pem'; certificate: string; key: string; passphrase: string | null }
  | { kind: 'pfx'; file: Uint8Array; passphrase: string | null }

export type Proxy = {
  kind: 'http' | 'https' | 'socks5'
  host: string
  port: number
  user: string
  password: string
}

/** How a receiver is reached, and what is demanded of it. Requests of equal routes to one origin share connections. */
export type Route = {
  /** PEM, trusted beside Node's bundle and the store of the operating system. */
  caCertificate: string | null
  clientCertificate: ClientCertificate | null
  /** `sha256/…` of public keys, one of which must be in the chain; empty: any. */
  pins: readonly string[]
  /** The least public class of address agreed to; null: the first connection decides. */
  agreed: AddressClass | null
  /** null: straight to the receiver. */
  proxy: Proxy | null
}
